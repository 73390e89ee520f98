// Package layout is the frame of every page for people who are signed in to the hub:
// who is signed in, where they may go, the page's title, and what came of the last
// thing they did. The pages for signing in stand in it too.
//
// It knows nothing of who may do what: whoever writes a page says which places it leads
// to. Pages work without script; one that has a script names it, and it comes from the
// hub itself.
package layout
