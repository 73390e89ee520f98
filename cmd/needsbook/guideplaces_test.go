package main

import (
	"context"
	"path/filepath"
	"time"

	"needsbook/app/desk"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
)

// Where the pictures say that the demo school lies and is copied to.
const (
	shownFolder = "/home/senco/Documents"
	shownSecond = "/media/school-server/SEN backups"
)

// placed is the store of the pictures. All it does is done, in a test's folder; what it
// says of paths, sizes and times is the same each time.
type placed struct {
	*schooldb.Store
	second string // the folder behind shownSecond
}

// shownAs is a path as the pictures say it.
func (p placed) shownAs(path string) string {
	rel, err := filepath.Rel(filepath.Dir(p.Store.Path()), path)
	if err != nil {
		return path
	}
	return filepath.Join(shownFolder, rel)
}

// Path is where the pictures say that the file lies.
func (p placed) Path() string { return p.shownAs(p.Store.Path()) }

// Spots are the school's files as the pictures say them.
func (p placed) Spots() []desk.Spot {
	sizes := map[string]int64{"file": 2_400_000, "lock": 412, "papers": 96_000, "backups": 7_100_000}
	out := p.Store.Spots()
	for i, s := range out {
		if s.Size >= 0 {
			out[i].Path, out[i].Size = p.shownAs(s.Path), sizes[s.ID]
		}
		if s.ID == "papers" {
			out[i].Path = filepath.Join(shownFolder, "Needsbook papers 8d1c2f90") // named by chance
		}
	}
	return out
}

// Backups are the copies, one of each of the last days.
func (p placed) Backups() []desk.Copy {
	out := p.Store.Backups()
	for i := range out {
		out[i].At, out[i].Size = schooltest.Now().Add(-20*time.Minute).AddDate(0, 0, -i), 2_400_000-int64(i)*30_000
	}
	return out
}

func (p placed) behind(folder string) string {
	if folder == shownSecond {
		return p.second
	}
	return folder
}

// Mirror copies to the folder behind the one that is shown.
func (p placed) Mirror(ctx context.Context, folder string) error {
	return p.Store.Mirror(ctx, p.behind(folder))
}

// MirrorState looks there.
func (p placed) MirrorState(folder string) (desk.Copy, error) {
	return p.Store.MirrorState(p.behind(folder))
}

// CopiesIn looks there.
func (p placed) CopiesIn(folder string) ([]desk.Copy, error) {
	out, err := p.Store.CopiesIn(p.behind(folder))
	for i := range out {
		out[i].Size = 2_400_000
	}
	return out, err
}
