package vault

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// paperCuts puts papers away on a simulated disk and, before each step of the disk,
// tries what a power cut at that moment could leave.
type paperCuts struct {
	disk   *simFS
	o      Options
	r      *rand.Rand
	each   int
	acked  map[string]string // digest to content, of what was acknowledged
	opens  []string          // passphrases, one of which must open the file
	states int
	found  []string // what is wrong
}

func paperText(n int) string { return fmt.Sprintf("paper %d %s", n, strings.Repeat("x", n*700)) }

func (p *paperCuts) try(op, name string) {
	if len(p.found) > 0 {
		return
	}
	for i := range p.each {
		p.states++
		if problem := p.inspect(p.disk.powerCut(p.r, i%2 == 1)); problem != "" {
			p.found = append(p.found, fmt.Sprintf("before %s of %s: %s", op, name, problem))
			return
		}
	}
}

// inspect opens a disk found after a power cut and says what is wrong with it.
func (p *paperCuts) inspect(disk *simFS) string {
	o := p.o
	o.FS = disk
	var v *Vault
	err := error(ErrWrongKey)
	for _, pass := range p.opens {
		if errors.Is(err, ErrWrongKey) {
			v, _, err = Open(ctx, simPath, Passphrase(pass), o)
		}
	}
	if err != nil {
		return "it does not open: " + err.Error()
	}
	defer v.Close()
	for digest, want := range p.acked {
		if got, err := v.Paper(ctx, digest); err != nil || string(got) != want {
			return fmt.Sprintf("an acknowledged paper is lost: %v", err)
		}
	}
	// What the list names is there, acknowledged or not.
	list, err := v.listPapers(ctx)
	if err != nil {
		return err.Error()
	}
	r, err := checkPapers(ctx, disk, list, papersDir(simPath, v.header.fileID))
	if err != nil || r.problem(simPath, v.header.fileID) != "" {
		return fmt.Sprintf("%+v, %v", r, err)
	}
	digest, err := v.PutPaper(ctx, []byte("one more"))
	if err != nil {
		return "it takes no further paper: " + err.Error()
	}
	if got, err := v.Paper(ctx, digest); err != nil || string(got) != "one more" {
		return fmt.Sprintf("one more paper is not read back: %v", err)
	}
	return ""
}

// run tells a story of papers put away, a new passphrase, a backup, an erasure and a
// restore.
func (p *paperCuts) run(t *testing.T, wrap func(*simFS) FS) {
	t.Helper()
	p.disk = newSim()
	p.o = Options{FS: wrap(p.disk), Now: newClock().now, KDF: WeakKDF(), Migrations: counterTables, noBackups: true}
	v, _, err := Create(ctx, simPath, passphrase, p.o)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	p.acked, p.opens = map[string]string{}, []string{passphrase}
	p.disk.before = p.try
	must := func(err error) {
		if err != nil && len(p.found) == 0 {
			p.found = append(p.found, "the story stopped: "+err.Error())
		}
	}
	put := func(n int) (digest string) {
		digest, err := v.PutPaper(ctx, []byte(paperText(n)))
		must(err)
		p.acked[digest] = paperText(n)
		return digest
	}
	for n := range 4 {
		put(n)
	}
	next := "another lantern in the orchard"
	p.opens = append(p.opens, next)
	_, err = v.Rekey(ctx, next)
	must(err)
	p.opens = []string{next}
	last := put(200)
	_, err = v.Backup(ctx, "/backups/one.needsbook")
	must(err)
	lost := put(5)
	delete(p.acked, last)
	must(v.ErasePapers(ctx, last))
	delete(p.acked, lost)
	_, err = v.Restore(ctx, "/backups/one.needsbook", Passphrase(next))
	must(err)
	p.acked[last] = paperText(200)
	put(6)
}

func TestPowerCutLosesNoAcknowledgedPaper(t *testing.T) {
	each := 4
	if long() {
		each = 200
	}
	p := &paperCuts{r: rand.New(rand.NewPCG(7, 1)), each: each}
	p.run(t, func(s *simFS) FS { return s })
	for _, f := range p.found {
		t.Error(f)
	}
	t.Logf("%d states", p.states)
}

// forgetful is a disk that leaves out a flush on which papers rely.
type forgetful struct {
	*simFS
	folder bool // the flush of the folder, else that of the paper
}

type forgetfulFile struct{ File }

func (forgetfulFile) Sync() error { return nil }

func (d forgetful) Open(name string, flag int) (File, error) {
	f, err := d.simFS.Open(name, flag)
	if err == nil && !d.folder && strings.HasSuffix(name, paperEnding+partEnding) {
		return forgetfulFile{f}, nil
	}
	return f, err
}

func (d forgetful) Same(f File, name string) bool { return d.simFS.Same(f, name) }

func (d forgetful) SyncDir(dir string) error {
	if d.folder && strings.Contains(dir, "Needsbook papers") {
		return nil
	}
	return d.simFS.SyncDir(dir)
}

func TestPowerCutOfPapersHasTeeth(t *testing.T) {
	for _, folder := range []bool{false, true} {
		p := &paperCuts{r: rand.New(rand.NewPCG(7, 1)), each: 20}
		p.run(t, func(s *simFS) FS { return forgetful{s, folder} })
		if len(p.found) == 0 {
			t.Errorf("nothing was noticed in %d states, without the flush of the folder: %v", p.states, folder)
		}
	}
}

// TestFailureAtEachStepOfPuttingAPaper fails each step of the disk in turn: what was
// acknowledged stays, what was refused can be put again, and the list names nothing
// that is not there.
func TestFailureAtEachStepOfPuttingAPaper(t *testing.T) {
	for _, op := range []string{"open", "create", "write", "sync", "rename", "syncdir"} {
		for nth := 1; nth <= 12; nth++ {
			for _, cause := range []error{errNoSpace, errDisk} {
				v, disk, o := simVault(t)
				first := mustPut(t, v, paperText(1))
				disk.fail = nthFails(op, nth, cause)
				var err error
				acked := map[string]string{first: paperText(1)}
				for n := 2; n < 7 && err == nil; n++ {
					var digest string
					if digest, err = v.PutPaper(ctx, []byte(paperText(n))); err == nil {
						acked[digest] = paperText(n)
					}
				}
				disk.fail = nil
				where := fmt.Sprintf("%s %d, %v", op, nth, cause)
				if err != nil && cause == errNoSpace && op == "write" && !errors.Is(err, ErrFull) {
					t.Errorf("%s: %v", where, err)
				}
				if err != nil && !errors.Is(err, ErrBroken) {
					acked[mustPut(t, v, paperText(9))] = paperText(9)
				}
				v.Close()
				v, _, e := Open(ctx, simPath, Passphrase(passphrase), o)
				if e != nil {
					t.Fatalf("%s: %v", where, e)
				}
				for digest, want := range acked {
					wantPaper(t, v, digest, want)
				}
				list, e := v.listPapers(ctx)
				if e != nil {
					t.Fatal(e)
				}
				r, e := checkPapers(ctx, disk, list, papersDir(simPath, v.header.fileID))
				if e != nil || r.Missing+r.Damaged > 0 || r.Count < len(acked) {
					t.Fatalf("%s: %+v, %v", where, r, e)
				}
				for name := range disk.names {
					if strings.HasSuffix(name, partEnding) {
						t.Errorf("%s: %s is left", where, name)
					}
				}
				v.Close()
			}
		}
	}
}

func TestFullDiskDuringABackupLeavesNoHalfPaper(t *testing.T) {
	for nth := 1; nth <= 12; nth++ {
		v, disk, _ := simVault(t)
		for n := range 3 {
			mustPut(t, v, paperText(n))
		}
		disk.fail = nthFails("write", nth, errNoSpace)
		_, err := v.Backup(ctx, "/backups/one.needsbook")
		disk.fail = nil
		if err == nil && nth < 9 {
			t.Fatalf("write %d did not fail", nth)
		}
		if err != nil {
			wantError(t, err, ErrFull)
			if _, err = v.Backup(ctx, "/backups/one.needsbook"); err != nil {
				t.Fatal(err)
			}
		}
		list, err := v.listPapers(ctx)
		if err != nil {
			t.Fatal(err)
		}
		dir := papersDir("/backups/one.needsbook", v.header.fileID)
		if r, err := checkPapers(ctx, disk, list, dir); err != nil || r.Count != 3 || r.Missing+r.Damaged > 0 {
			t.Errorf("write %d: %+v, %v", nth, r, err)
		}
		names, _ := disk.List(dir)
		if slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(n, partEnding) }) {
			t.Errorf("write %d left %v", nth, names)
		}
	}
}
