/**
 * What fields are called where people read them: data elements of the platform's interface specification and of the
 * contracts, by their names. A field that means something else where it stands says so itself (`title` of its schema).
 */
export const labels: Readonly<Record<string, string>> = {}
