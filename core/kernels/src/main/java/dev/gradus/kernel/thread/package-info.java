/**
 * Threads that share large work ({@code ThreadPool}) and one that warms up loops. They are started when needed, end when idle, and
 * keep nothing of whoever needed them.
 */
package dev.gradus.kernel.thread;
