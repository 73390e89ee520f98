// Package desktop puts the window together: the frame, the screens, opening and
// locking a school's file, the look that a person chose, and pictures of it all
// without a display. Each screen lives in a package of its own beside this one.
package desktop
