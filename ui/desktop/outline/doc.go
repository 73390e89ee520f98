// Package outline is the list at the left of a page that has many sections: rows
// under the names of their groups, each with how it stands. Arrows move in it, and
// Right or Enter goes into the row; every other key goes on to the page.
package outline
