package vault

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"modernc.org/sqlite"
)

// memoryDSN opens SQLite in memory only. The memdb file system stands in for the
// computer's, so that even a large sort has no disk to spill to.
const memoryDSN = "file::memory:?vfs=memdb&_defensive=1&_dqs=0"

// settings are made before each View and Update, whatever the last one did to
// them: temporary tables stay in memory, and what is deleted is overwritten.
var settings = fmt.Sprintf(`PRAGMA temp_store=2; PRAGMA secure_delete=1; PRAGMA foreign_keys=1;
	PRAGMA trusted_schema=0; PRAGMA cell_size_check=1; PRAGMA max_page_count=%d;`, maxImage/pageSize)

const limitAttached = 7 // SQLITE_LIMIT_ATTACHED

// memory is the database in SQLite's memory: one connection, for life.
type memory struct {
	db   *sql.DB
	conn *sql.Conn
}

// serializer is what modernc.org/sqlite's connections offer through Raw.
type serializer interface {
	Serialize() ([]byte, error)
	Deserialize([]byte) error
}

// newMemory starts SQLite with a database image; with none it makes an empty one.
func newMemory(image []byte) (*memory, error) {
	db, err := sql.Open("sqlite", memoryDSN)
	if err != nil {
		return nil, fmt.Errorf("start SQLite: %w", err)
	}
	db.SetMaxOpenConns(1)
	m := &memory{db: db}
	if m.conn, err = db.Conn(context.Background()); err == nil {
		err = m.fill(image)
	}
	if err != nil {
		m.close()
		return nil, fmt.Errorf("start SQLite: %w", err)
	}
	return m, nil
}

func (m *memory) fill(image []byte) error {
	if image == nil {
		for _, q := range []string{fmt.Sprintf("PRAGMA page_size=%d", pageSize), "PRAGMA user_version=1", "PRAGMA user_version=0"} {
			if err := m.exec(q); err != nil {
				return err
			}
		}
		var err error
		if image, err = m.serialize(); err != nil {
			return err
		}
	}
	// Bytes 18 and 19 say write-ahead log, and 16 and 17 the page size, which
	// are not ours to have.
	if len(image) < 100 || image[18] != 1 || image[19] != 1 || int(image[16])<<8|int(image[17]) != pageSize {
		return fmt.Errorf("the database inside is not in the form that Needsbook writes")
	}
	err := m.conn.Raw(func(c any) error { return c.(serializer).Deserialize(image) })
	if err != nil {
		return err
	}
	// No ATTACH, VACUUM or VACUUM INTO: nothing may leave for another file.
	if _, err := sqlite.Limit(m.conn, limitAttached, 0); err != nil {
		return err
	}
	return m.begin(false)
}

func (m *memory) exec(q string) error {
	_, err := m.conn.ExecContext(context.Background(), q)
	return err
}

// begin readies the connection for one View or Update.
func (m *memory) begin(readOnly bool) error {
	if readOnly {
		return m.exec(settings + "PRAGMA query_only=1")
	}
	return m.exec(settings + "PRAGMA query_only=0")
}

// settle ends a transaction that someone left open.
func (m *memory) settle() {
	_ = m.exec("ROLLBACK") // an error only says that there was none
}

// serialize copies the database through the driver's public call.
func (m *memory) serialize() (image []byte, err error) {
	err = m.conn.Raw(func(c any) error {
		image, err = c.(serializer).Serialize()
		return err
	})
	return image, err
}

// check asks SQLite whether the database holds together.
func (m *memory) check(ctx context.Context) error {
	var answer string
	if err := m.conn.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return fmt.Errorf("quick check: %s", answer)
	}
	return nil
}

// checkReferences asks SQLite for rows that point to rows that are not there.
func (m *memory) checkReferences(ctx context.Context) error {
	rows, err := m.conn.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close()
	var broken []string
	for rows.Next() {
		var table, parent string
		var rowid, fk sql.NullInt64
		if err := rows.Scan(&table, &rowid, &parent, &fk); err != nil {
			return err
		}
		if len(broken) < 5 {
			broken = append(broken, fmt.Sprintf("%s row %d points to a missing row of %s", table, rowid.Int64, parent))
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if len(broken) > 0 {
		return fmt.Errorf("references: %s", strings.Join(broken, "; "))
	}
	return nil
}

func (m *memory) version(ctx context.Context) (v int, err error) {
	err = m.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
	return v, err
}

func (m *memory) close() {
	if m.conn != nil {
		_ = m.conn.Close()
	}
	_ = m.db.Close()
}

// changes reads the database's own count of changes; ok is false when the
// connection is gone.
func (m *memory) changes() (n uint32, ok bool) {
	err := m.conn.Raw(func(c any) error {
		if image, short := liveImage(c); short {
			n = changeCounter(image)
			return nil
		}
		image, err := c.(serializer).Serialize()
		n = changeCounter(image)
		return err
	})
	return n, err == nil
}
