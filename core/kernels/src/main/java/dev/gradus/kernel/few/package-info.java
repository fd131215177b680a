/** Ops on a few numbers, for which calls cost more than arithmetic. Each can also be written as straight-line code. */
package dev.gradus.kernel.few;
