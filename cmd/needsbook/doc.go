// Needsbook is the desktop program: a school's register of special educational
// needs in an encrypted file, the levels, requests and reports that are made from
// it, and the safe summary for the cluster.
//
// With --headless it does its main job without a display and leaves documents and
// pictures of the screens in a folder.
package main
