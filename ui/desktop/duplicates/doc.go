// Package duplicates is the page of records that may be of one child: the pairs with
// why they look alike, two records side by side with what a merge takes of each, and
// the merge of several clear pairs in one step.
package duplicates
