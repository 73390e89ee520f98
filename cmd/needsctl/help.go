package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/pack/terms"
	"needsbook/app/register"
)

const importHelp = `FILE is CSV, XLSX or a Common Transfer File (CTF). MAP.json names the heading of
each field, such as {"upn": "UPN", "need_1": "Primary need"}; without it the
columns are guessed. Good rows go in; each row that is held back is named.`

const enrolHelp = `Compare the hub's six words with those that its administrator reads out, before
you join. Without CODE they are shown and nothing is kept. With --hub-words the
school joins only the hub that has these words. --check asks how far the hub
trusts this computer by now.`

const restoreHelp = `What the file holds now is copied first. Where the file does not open any more,
it is kept beside the restored one under another name, and the passphrase is
that of the backup.`

const pasteHelp = `FILE is text with tabs between the cells, as a spreadsheet copies them (- reads
standard input). Its first line names the columns as the register does; UPN or
Name says whose row it is. A row that names nobody refuses the whole block.`

const fieldHelp = `A type is text, number, date, yes_no or choice. Searches, needsctl set and pasted
blocks use the field under its name: reading-age:>=9.5, reading-age=9.5.`

// viewHelp lists the columns and the looks of marks.
func viewHelp() string {
	var columns, looks []string
	for _, c := range register.Columns(nil) {
		columns = append(columns, c.ID)
	}
	for _, l := range register.MarkLooks {
		looks = append(looks, l.ID+" ("+l.Name+" "+l.Shape+")")
	}
	return "Columns: " + strings.Join(columns, ", ") + ",\nand the fields of the school's own.\nLooks of a mark: " + strings.Join(looks, ", ") + "."
}

// queryHelp lists what a search can ask for.
func queryHelp() string {
	lines := []string{"QUERY is words of a name, class or number, and terms; all must hold:"}
	for _, f := range register.QueryFields {
		lines = append(lines, fmt.Sprintf("  %-14s %s", f.Example, terms.Shipped().Say(f.Meaning)))
	}
	return strings.Join(append(lines, "A term with a hyphen before it must not hold: -need:SEMH. The school's own fields are\nasked by their names: reading-age:>=9.5, key-worker:smith, seen-on:<30d, seen-on:none."), "\n")
}

// setHelp lists what can be set for many pupils.
func setHelp() string {
	lines := []string{"QUERY is as for needsctl pupils; \"\" is all pupils on roll. FIELD is one of:"}
	for _, f := range desk.BulkFields {
		lines = append(lines, fmt.Sprintf("  %-12s %s", f.Field, f.Meaning))
	}
	return strings.Join(append(lines, "or a field of the school's own, as needsctl field list names it."), "\n")
}

// requestKinds says what kinds of request there are.
const requestKinds = "KIND is advice, individual, group or project."

// requestPeople says how somebody who took part is written.
const requestPeople = "PERSON is “NAME, CAPACITY”, and after semicolons: voted, own school, interest: WHAT. Somebody with an interest cannot vote."

// requestParts says which parts of a request are written by hand.
func requestParts() string {
	return "PART is a field of the form of its kind, such as strengths, attendance, exit_plan, question, theme or aim. A part that the form has not is refused with a list of those it has."
}
