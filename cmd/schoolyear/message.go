package main

// task is what a process does at the file.
type task struct {
	File    string
	Scratch string // folder for temporary files
	Pupils  int
	Weeks   []int // that it works through, and closes the file after the last
	From    int   // change of the first week to begin with
	Edits   int   // changes in a week
	Seed    uint64
	Hub     string // address of the hub
	Invite  string // code to join it with

	Calm bool // a quarter without crashes, for its memory

	Steps     int64 // that were acknowledged
	Unsettled bool  // the first change was under way when the program was killed: it may be done
}

// message is what a working process tells: one line of JSON each.
type message struct {
	Opened  *state `json:",omitempty"` // the file is open
	Will    *deed  `json:",omitempty"` // it is about to do this
	Did     *did   `json:",omitempty"` // it is done, and on the disk
	Refused string `json:",omitempty"` // it was refused, with why
	Week    *state `json:",omitempty"` // a week is over
	Closing bool   `json:",omitempty"` // the file is being closed
	Fault   string `json:",omitempty"`
}

// state is how far the file's history goes, and what the process takes.
type state struct {
	Steps    int64
	Chain    string
	Resident int64 // bytes of memory
	Held     int64 // of them, without the program's own pages, once what is free was given back; only in a calm quarter
	Heap     int64 // of them, by the program's own objects
	Database int64 // bytes of the database in memory
	Notices  []string
}

// did is where the history stands after a deed.
type did struct {
	Steps int64
	Chain string
}

// deed is one piece of work as it is announced before it is done.
type deed struct {
	Name   string
	Week   int
	Change int
	Facts  []fact         // what the file says once it is done
	Counts map[string]int // how many records of a kind there are more
	Many   bool           // it is more than one step, or none
	Undo   int            // the change of this week that it takes back, -1 for none
	Redo   int            // or does again
}

// fact is what one field of a record says.
type fact struct {
	Kind, Key, Field string
	Value            string
	Gone             bool // the record is not there
	New              bool // it was not there before
}
