package main

import (
	"os"
	"path/filepath"
)

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
