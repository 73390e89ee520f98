// Sbom lists what is built into programs of Go as one CycloneDX 1.5 document: the
// modules with their versions and checksums as the linker wrote them into each program,
// the Go release that compiled it, and which program holds which. It reads finished
// programs alone, so that the list is of what people install, not of what was meant.
//
//	sbom --name needsbook --version 0.1.0 --at 1763683200 program... > list.cdx.json
//
// The same programs give the same bytes.
package main
