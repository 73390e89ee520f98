package vault

import (
	"crypto/rand"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"
)

// Options says where a vault finds its surroundings. The zero Options are the
// product's: the computer's own files, clock and randomness, the full key
// derivation, backups in a folder beside the file and no anchors.
type Options struct {
	FS         FS               // nil for the computer's own files
	Now        func() time.Time // nil for time.Now
	KDF        KDF              // zero for the product's key derivation
	BackupDir  string           // "" for the folder "<name> backups" beside the file
	Anchors    string           // folder of the records that notice an older copy put back; "" for none
	Migrations []Migration      // in order of version, from 1
	Random     io.Reader        // nil for crypto/rand; only tests set it

	noBackups bool // set by this package's tests of simulated disks
}

// KDF says how hard it is to turn a passphrase into a key (Argon2id). A vault
// made by the product never goes below the product's own cost: a weaker KDF is
// refused unless ForTests is set, and only tests set it. Opening a file always
// uses the parameters in the file.
type KDF struct {
	Time      uint32 // passes over the memory
	MemoryKiB uint32
	Threads   uint8
	ForTests  bool // allows a cost below the product's
}

// productKDF is the second recommended option of RFC 9106, section 4.
var productKDF = KDF{Time: 3, MemoryKiB: 64 << 10, Threads: 4}

// WeakKDF is a quick key derivation for tests. Never use it for a school's file.
func WeakKDF() KDF { return KDF{Time: 1, MemoryKiB: 8, Threads: 1, ForTests: true} }

// Ceilings for parameters read from a file, so that a hostile file can take
// neither the computer's memory nor its day.
const (
	maxKDFTime      = 20
	maxKDFMemoryKiB = 1 << 20
	maxKDFThreads   = 64
)

func (k KDF) check() error {
	if k.Time == 0 || k.Threads == 0 || k.Time > maxKDFTime || k.MemoryKiB > maxKDFMemoryKiB || k.Threads > maxKDFThreads {
		return fmt.Errorf("the key derivation asks for %d passes over %d KiB in %d threads, which is outside the limits", k.Time, k.MemoryKiB, k.Threads)
	}
	if !k.ForTests && (k.Time < productKDF.Time || k.MemoryKiB < productKDF.MemoryKiB) {
		return fmt.Errorf("the key derivation is weaker than the product's")
	}
	return nil
}

// Migration is one step of the tables' history: SQL that turns version
// Version-1 of the tables into version Version.
type Migration struct {
	Version int
	Name    string
	SQL     string
}

func (o Options) withDefaults(path string) (Options, error) {
	if o.FS == nil {
		o.FS = diskFS{}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.KDF == (KDF{}) {
		o.KDF = productKDF
	}
	if o.BackupDir == "" {
		o.BackupDir = filepath.Join(filepath.Dir(path), stem(path)+" backups")
	}
	if err := o.KDF.check(); err != nil {
		return o, err
	}
	for i, m := range o.Migrations {
		if m.Version != i+1 {
			return o, fmt.Errorf("migration %q has version %d where %d was expected", m.Name, m.Version, i+1)
		}
	}
	return o, nil
}

// stem is the file's name without its folder and its ending.
func stem(path string) string {
	name := filepath.Base(path)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// beside names a file in path's folder: the stem, a note in words, the ending.
func beside(path, note string) string {
	return filepath.Join(filepath.Dir(path), stem(path)+" ("+note+")"+filepath.Ext(path))
}
