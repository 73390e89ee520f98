package saving

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// entry is one line of a folder as the browser lists it.
type entry struct {
	name   string
	folder bool
}

// up is the line that leads to the folder above.
const up = ".."

// list reads a folder: the way up, then folders, then the files with one of the
// endings, by name. What begins with a dot is left out. A nil list of endings shows
// folders alone.
func list(folder string, endings []string) ([]entry, error) {
	read, err := os.ReadDir(folder)
	if err != nil {
		return nil, refuse(why(err))
	}
	var out []entry
	if filepath.Dir(folder) != folder {
		out = append(out, entry{up, true})
	}
	for _, folders := range []bool{true, false} {
		for _, e := range read {
			name := e.Name()
			switch {
			case strings.HasPrefix(name, ".") || isFolder(folder, e) != folders:
			case folders || slices.Contains(endings, strings.ToLower(filepath.Ext(name))):
				out = append(out, entry{name, folders})
			}
		}
	}
	return out, nil
}

// isFolder follows a link, so that a linked folder can be opened.
func isFolder(folder string, e os.DirEntry) bool {
	if e.Type()&os.ModeSymlink == 0 {
		return e.IsDir()
	}
	to, err := os.Stat(filepath.Join(folder, e.Name()))
	return err == nil && to.IsDir()
}

// nearest is the folder of a path, or the first above it that is there.
func nearest(path string) string {
	folder := filepath.Dir(path)
	for !filepath.IsAbs(folder) {
		home, err := os.UserHomeDir()
		if err != nil {
			home = string(filepath.Separator)
		}
		folder = home
	}
	for {
		if at, err := os.Stat(folder); err == nil && at.IsDir() || filepath.Dir(folder) == folder {
			return folder
		}
		folder = filepath.Dir(folder)
	}
}
