package vault

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// long reports whether the long tests were asked for.
func long() bool { return os.Getenv("NEEDSBOOK_LONG") == "1" }

const simPath = "/school/meadowfield.needsbook"

var counterTables = []Migration{
	{1, "counters", `CREATE TABLE item (n INTEGER PRIMARY KEY, body TEXT NOT NULL);
		CREATE TABLE total (id INTEGER PRIMARY KEY CHECK (id = 1), items INTEGER NOT NULL);
		INSERT INTO total VALUES (1, 0)`},
	{2, "marks", `ALTER TABLE item ADD COLUMN mark TEXT; CREATE INDEX item_body ON item (body)`},
}

// powerCuts runs a story of changes on a simulated disk and, before each step of
// the disk, tries what a power cut at that moment could leave.
type powerCuts struct {
	t       *testing.T
	disk    *simFS
	o       Options
	r       *rand.Rand
	each    int // states to try before each step of the disk
	changes int

	allowed  map[int]bool // counts of items that may be found now
	opens    []string     // passphrases, one of which must open it
	people   map[int]bool // counts of people's passphrases that may be found now
	mayLack  bool         // the file may not be there yet
	states   int
	steps    int
	torn     int
	unready  int // states with an unfinished rewrite beside the file
	failures []string
	stopAt   int // failures at which to stop
}

func (p *powerCuts) fail(format string, args ...any) {
	p.failures = append(p.failures, fmt.Sprintf(format, args...))
}

func (p *powerCuts) enough() bool { return len(p.failures) >= p.stopAt }

func (p *powerCuts) try(op, name string) {
	if p.enough() {
		return
	}
	p.steps++
	for i := range p.each {
		disk := p.disk.powerCut(p.r, i%2 == 1)
		p.states++
		if problem := p.inspect(disk); problem != "" {
			p.fail("before %s of %s: %s", op, filepath.Base(name), problem)
			return
		}
	}
}

// inspect opens a disk found after a power cut and says what is wrong with it.
func (p *powerCuts) inspect(disk *simFS) string {
	o := p.o
	o.FS = disk
	if disk.Exists(simPath + newEnding) {
		p.unready++
	}
	var v *Vault
	var rep Report
	err := error(ErrWrongKey)
	for _, pass := range p.opens {
		if !errors.Is(err, ErrWrongKey) {
			break
		}
		v, rep, err = Open(ctx, simPath, Passphrase(pass), o)
	}
	if err != nil {
		if p.mayLack && errors.Is(err, fs.ErrNotExist) {
			return ""
		}
		return "it does not open: " + err.Error()
	}
	defer v.Close()
	if rep.TornTail {
		p.torn++
	}
	if rep.Stale || rep.LostSaved {
		return "it is taken for an older copy"
	}
	n, err := countItems(v)
	if err != nil {
		return err.Error()
	}
	if !p.allowed[n] {
		return fmt.Sprintf("%d items, where %v are right", n, p.allowed)
	}
	if n := len(v.Keys()); !p.people[n] {
		return fmt.Sprintf("%d people's passphrases, where %v are right", n, p.people)
	}
	if err := addItem(v, n+1); err != nil {
		return "it takes no further change: " + err.Error()
	}
	if again, err := countItems(v); err != nil || again != n+1 {
		return fmt.Sprintf("after one more change there are %d items: %v", again, err)
	}
	return ""
}

// countItems counts the items and checks that they belong together.
func countItems(v *Vault) (n int, err error) {
	err = v.View(ctx, func(c *sql.Conn) error {
		var total, bad int
		if err := c.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM item), (SELECT items FROM total),
			(SELECT count(*) FROM item WHERE length(body) <> 900 OR body <> substr(replace(hex(zeroblob(450)), '00', printf('%06d', n)), 1, 900))`).Scan(&n, &total, &bad); err != nil {
			return err
		}
		if n != total || bad != 0 {
			return fmt.Errorf("half a change: %d items, a total of %d, %d damaged", n, total, bad)
		}
		var answer string
		if err := c.QueryRowContext(ctx, `PRAGMA integrity_check`).Scan(&answer); err != nil || answer != "ok" {
			return fmt.Errorf("integrity check: %s %v", answer, err)
		}
		return nil
	})
	return n, err
}

// addItem adds item n and, so that a change touches several pages, counts it.
func addItem(v *Vault, n int) error {
	return v.Update(ctx, "Add an item", func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO item (n, body) VALUES (?, substr(replace(hex(zeroblob(450)), '00', printf('%06d', ?1)), 1, 900));
			UPDATE total SET items = items + 1`, n)
		return err
	})
}

// run tells the story: changes, new passphrases, people who come, go and change
// theirs, tidying up, a backup, a restore, and new tables.
func (p *powerCuts) run(wrap func(*simFS) FS) {
	p.disk = newSim()
	p.o = Options{FS: wrap(p.disk), Now: newClock().now, KDF: WeakKDF(), Migrations: counterTables[:1], Anchors: "/seen", noBackups: true}
	p.disk.before = p.try
	p.opens = []string{passphrase}
	p.allowed, p.people, p.mayLack = map[int]bool{0: true}, map[int]bool{0: true}, true
	v, _, err := Create(ctx, simPath, passphrase, p.o)
	if err != nil {
		p.t.Fatal(err)
	}
	p.mayLack = false
	must := func(err error) {
		if err != nil {
			p.fail("the story stopped: %v", err)
			p.stopAt = 0
		}
	}
	n, backedUp := 0, -1
	for i := 1; i <= p.changes && !p.enough(); i++ {
		p.allowed = map[int]bool{n: true, n + 1: true}
		must(addItem(v, n+1))
		n++
		p.allowed = map[int]bool{n: true}
		switch {
		case i%27 == 3:
			p.people = map[int]bool{0: true, 1: true}
			_, err := v.AddKey(ctx, fmt.Sprint("a helper's own passphrase ", i))
			must(err)
			p.people = map[int]bool{1: true}
		case i%27 == 5:
			must(v.ChangeKey(ctx, v.Keys()[0], fmt.Sprint("another passphrase for the helper ", i)))
		case i%27 == 11:
			p.people = map[int]bool{0: true, 1: true}
			must(v.RemoveKey(ctx, v.Keys()[0]))
			p.people = map[int]bool{0: true}
		case i%27 == 9:
			next := fmt.Sprintf("%s %d", passphrase, i)
			p.opens = append(p.opens, next)
			_, err := v.Rekey(ctx, next)
			must(err)
			p.opens = []string{next}
		case i%27 == 13:
			must(v.Compact())
		case i%27 == 17:
			_, err := v.Backup(ctx, "/school/one.backup")
			if err == nil {
				backedUp = n
			} else if !errors.Is(err, ErrExists) {
				must(err)
			}
		case i%27 == 21 && backedUp >= 0:
			p.allowed[backedUp] = true
			_, err := v.Restore(ctx, "/school/one.backup", Passphrase(p.opens[0]))
			must(err)
			n, backedUp = backedUp, -1
			p.allowed = map[int]bool{n: true}
		case i == p.changes/2:
			must(v.Close())
			// A state tried from here on may be found at either version.
			p.o.Migrations = counterTables
			v, _, err = Open(ctx, simPath, Passphrase(p.opens[0]), p.o)
			must(err)
		}
	}
	if v != nil && !p.enough() {
		must(v.Close())
	}
}

func newPowerCuts(t *testing.T, seed uint64, each, changes int) *powerCuts {
	return &powerCuts{t: t, r: rand.New(rand.NewPCG(seed, 1)), each: each, changes: changes, stopAt: 3}
}

// TestPowerCutLosesNothingAcknowledged tries some hundred states in the quick
// run and more than 20,000 in the long one.
func TestPowerCutLosesNothingAcknowledged(t *testing.T) {
	each, changes := 6, 24
	if long() {
		each, changes = 70, 80
	}
	p := newPowerCuts(t, 1, each, changes)
	p.run(func(s *simFS) FS { return s })
	for _, f := range p.failures {
		t.Error(f)
	}
	if p.torn == 0 || p.unready == 0 {
		t.Errorf("the states are too tame: %d torn changes, %d unfinished rewrites", p.torn, p.unready)
	}
	if long() && p.states < 20000 {
		t.Errorf("only %d states were tried", p.states)
	}
	t.Logf("acceptance 1: %d states after a power cut before %d steps of the disk, %d lost or unreadable; %d with a torn change, %d with an unfinished rewrite", p.states, p.steps, len(p.failures), p.torn, p.unready)
}

// TestPowerCutTestHasTeeth shows that the test above fails on a disk or program
// that leaves out one of the things which the vault relies on.
func TestPowerCutTestHasTeeth(t *testing.T) {
	for _, name := range mutants {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			p := newPowerCuts(t, 1, 12, 40)
			p.stopAt = 1
			p.run(func(s *simFS) FS { return mutant{s, name, simPath} })
			if len(p.failures) == 0 {
				t.Errorf("nothing was noticed in %d states", p.states)
			} else {
				t.Logf("acceptance 2: %q is caught after %d states: %s", name, p.states, p.failures[0])
			}
		})
	}
}
