// Package journal records every change to a school's file as a step: a label a
// person understands, the records before and after, who and when.
//
// Undo, redo, the pupil's timeline, "what changed since" and the audit chain are
// all readings of the journal. Nothing writes a record around it. The steps are
// chained by hash, so that an edit made behind the program's back shows.
package journal
