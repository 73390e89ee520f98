package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
	"needsbook/storage/schooldb"
)

// counted are the kinds of record that the ledger counts. Of others a deed cannot say
// beforehand how many it makes.
var counted = []string{"pupil", "note", "contact", "consent", "advice", "concern", "cycle", "outcome", "meeting", "attendance", "placement", "level", "attachment", "request", "publication"}

// begin makes and fills the school's file, and counts what is in it.
func (y *year) begin(ctx context.Context) error {
	w := &worker{Task: y.task(0, 1), told: func(message) {}, prefix: "y000000"}
	w.now = mondayOf(1).Time().AddDate(0, 0, -7)
	store, _, err := w.files().Create(ctx, y.file(), passphrase)
	if err != nil {
		return err
	}
	w.store = store.(*schooldb.Store)
	if w.desk, err = desk.Open(ctx, store, w.longNames()); err != nil {
		return errors.Join(err, store.Close())
	}
	err = w.fill(ctx)
	if err == nil {
		y.first, err = w.count(ctx)
	}
	if err == nil && y.first["pupil"] < y.pupils {
		err = fmt.Errorf("%d pupils were filled in, and %d were to be", y.first["pupil"], y.pupils)
	}
	var h did
	if err == nil {
		h, err = w.history(ctx)
	}
	y.ledger.steps, y.ledger.chains[h.Steps] = h.Steps, h.Chain
	if err == nil {
		y.code, err = y.hub.invite(ctx, w.desk.School().URN)
	}
	return errors.Join(err, w.desk.Close())
}

// longNames are the options with identifiers for the thousands of records of the filling.
func (w *worker) longNames() desk.Options {
	o, n := w.options(), 0
	o.NewID = func() string { n++; return fmt.Sprintf("%s-%06d", w.prefix, n) }
	return o
}

// count counts the records of the file in SQL, past the desk.
func (w *worker) count(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	err := w.store.Vault().View(ctx, func(c *sql.Conn) error {
		for _, kind := range counted {
			var n int
			if err := c.QueryRowContext(ctx, "SELECT count(*) FROM "+kind).Scan(&n); err != nil {
				return err
			}
			out[kind] = n
		}
		return nil
	})
	return out, err
}

// tornNotice reports whether a notice of opening says that an unfinished save was left out.
func tornNotice(words string) bool { return strings.Contains(words, "last change") }

func mb(n int64) float64 { return float64(n) / 1e6 }

// noteWeek keeps how large things are at the end of a week.
func (y *year) noteWeek(week int, s state) {
	m := measure{Week: week, Resident: s.Resident, Database: s.Database}
	if st, err := os.Stat(y.file()); err == nil {
		m.File = st.Size()
	}
	if n := len(y.curve); n > 0 && y.curve[n-1].Week == week {
		y.curve[n-1] = m // the process was killed while it closed the file
		return
	}
	y.curve = append(y.curve, m)
}

// setAside copies the school as it lies, for the quarter that is played again in peace.
func (y *year) setAside() error {
	return os.CopyFS(filepath.Join(y.folder, "calm", "school"), os.DirFS(filepath.Dir(y.file())))
}
