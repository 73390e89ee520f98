// Package register holds what a school knows about its pupils' special
// educational needs: who they are, their SEN status (N, K, E) and ranked needs
// with their dated history, contacts, consents and notes.
//
// It holds the rules that keep a register right (one open status, one primary
// need, history that writes itself), the UPN check, year groups, and the query
// language of the register. It knows nothing of files, windows or databases.
// The words and codes are DfE's, carried in as code lists.
package register
