// Package keeping is the page of records whose time of keeping is over: by which rule and
// since when, what a legal hold keeps, and the way to erase for good. Nothing is deleted
// by itself.
package keeping
