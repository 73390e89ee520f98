// Package requests is where a SENCO makes a funding request. Its first page lists
// the requests by how far they have come. The page of one request shows the gates at
// the left, each with the way to what is missing, the words that the SENCO writes in
// the middle, and the paper beside them as the panel will read it; the sums stand at
// the foot. What a request needs is the form's and the desk's to say.
package requests
