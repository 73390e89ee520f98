package vault

import (
	"fmt"
	"reflect"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// look shows f the database as it stands in SQLite's memory. The bytes are
// SQLite's own and are valid only inside f. When the driver's inside has changed
// and the short way does not work, f sees a copy made by the public call, which
// costs some milliseconds more for each change.
func (m *memory) look(f func(image []byte) error) error {
	var seen bool
	err := m.conn.Raw(func(c any) error {
		image, ok := liveImage(c)
		if !ok {
			return nil
		}
		seen = true
		return f(image)
	})
	if err != nil || seen {
		return err
	}
	image, err := m.serialize()
	if err != nil {
		return fmt.Errorf("read the database: %w", err)
	}
	return f(image)
}

// liveImage asks SQLite for the memory of the main database without a copy. The
// driver has no such call, so its connection's handle is read by reflection.
// TestLiveImage fails when a new driver renames these fields.
func liveImage(conn any) ([]byte, bool) {
	v := reflect.ValueOf(conn)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return nil, false
	}
	handle, thread := v.Elem().FieldByName("db"), v.Elem().FieldByName("tls")
	if !handle.IsValid() || handle.Kind() != reflect.Uintptr || !thread.IsValid() || thread.Type() != reflect.TypeFor[*libc.TLS]() {
		return nil, false
	}
	tls, db := (*libc.TLS)(thread.UnsafePointer()), uintptr(handle.Uint())
	size := tls.Alloc(8)
	defer tls.Free(8)
	at := sqlite3.Xsqlite3_serialize(tls, db, sqlite3.Xsqlite3_db_name(tls, db, 0), size, sqlite3.SQLITE_SERIALIZE_NOCOPY)
	if at == 0 {
		return nil, false
	}
	return memoryAt(at, int(memoryWord(size))), true
}

// memoryAt views memory that belongs to SQLite and not to Go.
func memoryAt(at uintptr, n int) []byte { return unsafe.Slice(*(**byte)(unsafe.Pointer(&at)), n) }

func memoryWord(at uintptr) int64 { return **(**int64)(unsafe.Pointer(&at)) }
