// Package giveway lays a page out so that its main part keeps its room: where the
// text is so large that little would be left, what is least needed of the page's
// head gives way.
package giveway
