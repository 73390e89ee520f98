// Package register holds what a school knows about its pupils' special
// educational needs: who they are, their SEN status (N, K, E) and ranked needs
// with their dated history, contacts, consents and notes.
//
// It holds the rules that keep a register right (one open status, one primary
// need, history that writes itself), the UPN check, year groups, the query language
// of the register, and the register as a sheet: columns, the school's own fields among
// them, seen through views that find, sort, mark and total. It knows nothing of files, windows or databases.
// The words and codes are DfE's, carried in as code lists.
package register
