package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("sbom", flag.ContinueOnError)
	name := flags.String("name", "", "what the programs make up together")
	version := flags.String("version", "", "its version")
	at := flags.Int64("at", 0, "when it was made, in `seconds` since 1970; 0 leaves it out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *name == "" || *version == "" || flags.NArg() == 0 {
		return errors.New("it needs --name, --version and the programs to read")
	}
	var programs []program
	for _, path := range flags.Args() {
		p, err := read(path)
		if err != nil {
			return err
		}
		programs = append(programs, p)
	}
	var made time.Time
	if *at != 0 {
		made = time.Unix(*at, 0).UTC()
	}
	body, err := json.MarshalIndent(list(*name, *version, made, programs), "", "  ")
	if err != nil {
		return err
	}
	_, err = out.Write(append(body, '\n'))
	return err
}

// program is a finished program and what its linker wrote into it.
type program struct {
	file   string // its name without the folder
	sha256 string
	built  *buildinfo.BuildInfo
}

func read(path string) (program, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return program{}, err
	}
	built, err := buildinfo.ReadFile(path)
	if err != nil {
		return program{}, fmt.Errorf("%s is not a program of Go: %w", path, err)
	}
	sum := sha256.Sum256(body)
	return program{file: filepath.Base(path), sha256: hex.EncodeToString(sum[:]), built: built}, nil
}
