package main

import (
	"os"
	"path/filepath"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/cmd/surroundings"
	"needsbook/storage/schooldb"
)

func deskOptions(today day.Date) desk.Options { return surroundings.Options(today) }

func schoolFiles() schooldb.Files { return surroundings.Files() }

func readToday(text string) (day.Date, error) { return surroundings.Today(text) }

// documentsFolder is where a new school's file is offered to lie.
func documentsFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	documents := filepath.Join(home, "Documents")
	if s, err := os.Stat(documents); err == nil && s.IsDir() {
		return documents
	}
	return home
}
