// Package doortest signs people in for tests of other pages, without the pages of the
// door: a session is put straight into the records.
package doortest
