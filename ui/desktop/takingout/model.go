package takingout

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/exchange/wholefolder"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/wording"
)

// hiddenRefusal is why nothing is written while names are hidden.
const hiddenRefusal = "Names are hidden now, and this file always has them in full. Press F8 to show names, then try again."

// model is what was written, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool

	folder string           // that was written last, "" while none was
	files  []desk.TakenFile // in it
}

// offered is the folder that is offered.
func (m *model) offered(in string) string {
	return filepath.Join(in, "Needsbook everything "+m.desk.Today().String())
}

func refuse(words string) error { return &desk.Refusal{Field: saving.FieldPath, Words: words} }

// check refuses a path before anything is read.
func (m *model) check(path string) error {
	switch {
	case m.hidden():
		return refuse(hiddenRefusal)
	case path == "":
		return refuse("Enter the folder to write, with its name.")
	case !filepath.IsAbs(path):
		return refuse("Enter the whole path of the folder.")
	}
	return nil
}

// takeOut writes everything into a new folder. It may run beside the window.
func (m *model) takeOut(path string, progress func(done, total int)) (files []desk.TakenFile, err error) {
	err = wholefolder.Write(path, func(put wholefolder.Put) (err error) {
		files, err = m.desk.TakeOut(context.Background(), put, progress)
		return err
	})
	if err != nil {
		return nil, refuse(desk.Words(err))
	}
	return files, nil
}

// line is one line of what was written.
type line struct{ name, says string }

// lines are the files that were written. Those of a table are one line, and so are
// the packs and the attachments.
func (m *model) lines() []line {
	var out []line
	counts := map[string]int{}
	for _, f := range m.files {
		folder, _, inFolder := strings.Cut(f.Name, "/")
		base, ending := strings.TrimSuffix(f.Name, filepath.Ext(f.Name)), filepath.Ext(f.Name)
		switch {
		case inFolder:
			if counts[folder]++; counts[folder] == 1 {
				out = append(out, line{name: folder + "/"})
			}
		case len(out) > 0 && ending == ".csv" && out[len(out)-1].name == base+".json":
			out[len(out)-1].name = base + ".csv, .json"
		default:
			says := f.Says
			if f.Rows > 0 {
				says += " " + wording.Count(f.Rows, "record") + "."
			}
			out = append(out, line{f.Name, says})
		}
	}
	for i := range out {
		if n := counts[strings.TrimSuffix(out[i].name, "/")]; n > 0 {
			out[i].says = wording.Count(n, "file") + "."
		}
	}
	return out
}

// transfer is what is chosen for a transfer file.
type transfer struct{ query, to, folder string }

// transferFile writes a transfer file into a folder, under DfE's name for it with the
// first running number that is free.
func (m *model) transferFile(t transfer) (path string, made desk.TransferFile, err error) {
	if m.hidden() {
		return "", made, refuse(hiddenRefusal)
	}
	if err := saving.Folder(t.folder); err != nil {
		return "", made, err
	}
	for number := 1; number <= 999; number++ {
		if made, err = m.desk.TransferFile(context.Background(), t.query, t.to, number); err != nil {
			return "", made, err
		}
		path = filepath.Join(t.folder, made.Name)
		if _, err := os.Lstat(path); err == nil {
			continue // this number is used
		}
		return path, made, saving.Write(path, func(w io.Writer) error {
			_, err := w.Write(made.Content)
			return err
		})
	}
	return "", made, refuse("All running numbers to 999 are used in this folder. Choose another one.")
}
