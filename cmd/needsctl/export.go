package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"needsbook/app/desk"
	"needsbook/app/exchange/wholefolder"
	"needsbook/app/intake"
)

const exportHelp = "The folder must not be there yet, or be empty. It names pupils and is not encrypted: keep it safe."

// exportAll writes everything in open formats into a folder, whole or not at all.
func exportAll(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	folder := c.words[0]
	return c.withDesk(func(d *desk.Desk) error {
		var files []desk.TakenFile
		err := wholefolder.Write(folder, func(put wholefolder.Put) (err error) {
			files, err = d.TakeOut(c.ctx, put, nil)
			return err
		})
		if err != nil {
			return err
		}
		names := make([]string, len(files))
		for i, f := range files {
			names[i] = filepath.Join(folder, filepath.FromSlash(f.Name))
		}
		return c.print(map[string]any{"folder": folder, "files": names}, "%d files written in %s. README.txt says what each is. They name pupils and are not encrypted: keep them safe.", len(files), folder)
	})
}

const ctfHelp = "A folder for --out gets a file with DfE's name for it, with the next running number. QUERY is as for needsctl pupils; all pupils on roll if left out."

// exportCTF writes a Common Transfer File.
func exportCTF(c *call) error {
	to := c.flags.String("to", "", "the DfE `number` of the receiving school, such as 886/9998")
	out := c.flags.String("out", ".", "the `file` to write, or the folder to write it in")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		query := ""
		if len(c.words) > 0 {
			query = c.words[0]
		}
		path, number, err := ctfPlace(*out, d.School().LAEstab, *to)
		if err != nil {
			return err
		}
		f, err := d.TransferFile(c.ctx, query, *to, number)
		if err != nil {
			return err
		}
		if path == "" {
			path = filepath.Join(*out, f.Name)
		}
		if err := c.writeNew(path, f.Content); err != nil {
			return err
		}
		if f.NoUPN > 0 {
			fmt.Fprintf(c.errs, "%d of these pupils have no UPN, which a transfer file should have.\n", f.NoUPN)
		}
		return c.print(map[string]any{"files": []string{path}, "pupils": f.Pupils, "without_upn": f.NoUPN}, "%s (%d pupils)", path, f.Pupils)
	})
}

// ctfPlace returns the file to write and its running number: the first that is free in
// a folder, whose file is named later.
func ctfPlace(out, from, to string) (path string, number int, err error) {
	at, err := os.Stat(out)
	if err != nil || !at.IsDir() {
		return out, 1, nil
	}
	for number = 1; number <= 999; number++ {
		name, err := intake.CTFName(from, to, number)
		if err != nil {
			return "", 1, nil // the desk says what is wrong
		}
		if !there(filepath.Join(out, name)) {
			return "", number, nil
		}
	}
	return "", 0, refusal("All running numbers to 999 are used in this folder. Choose another one.")
}

// writeNew writes a file, whole or not at all, and never over one that is there.
func (c *call) writeNew(path string, content []byte) error {
	if there(path) {
		return refusal("There is a file " + path + " already. Nothing was written over. Choose another name.")
	}
	return c.writeFile(path, content)
}

// readWhole reads a file that a person named, up to one byte more than it may have, so
// that whoever takes it can say that it is too large.
func readWhole(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, refusal("The file " + path + " cannot be read. Check the path and who may read it.")
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, refusal("The file " + path + " cannot be read. Choose a file, not a folder.")
	}
	return content, nil
}
