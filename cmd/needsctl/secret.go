package main

import (
	"os"
	"strings"
)

// secretSource is where a secret comes from: a file, a variable or a question. It is
// never an argument, which other users of the computer could read.
type secretSource struct {
	name     string // for messages
	path     string // of the file that holds it, "" for none
	flag     string // that names the file
	variable string
}

// read returns the secret; twice asks for it two times, as for a new one.
func (c *call) read(s secretSource, twice bool) (string, error) {
	if s.path != "" {
		text, err := os.ReadFile(s.path)
		if err != nil {
			return "", refusal("The file of --" + s.flag + " cannot be read. Check the path and who may read it.")
		}
		if secret := strings.TrimRight(string(text), "\r\n"); secret != "" {
			return secret, nil
		}
		return "", refusal("The file of --" + s.flag + " is empty.")
	}
	if secret := c.env(s.variable); secret != "" {
		return secret, nil
	}
	if c.ask == nil {
		return "", usageError("Give the " + s.name + " with --" + s.flag + " or " + s.variable + ".")
	}
	first, err := c.ask(strings.ToUpper(s.name[:1]) + s.name[1:])
	if err != nil {
		return "", refusal("The " + s.name + " could not be read from the terminal.")
	}
	if !twice {
		return first, nil
	}
	again, err := c.ask("The same again")
	if err != nil || first != again {
		return "", refusal("The two were not the same. Nothing was changed.")
	}
	return first, nil
}

// passphraseSource is where the file's passphrase comes from.
func (c *call) passphraseSource() secretSource {
	return secretSource{"passphrase", c.passphraseFile, "passphrase-file", "NEEDSBOOK_PASSPHRASE"}
}
