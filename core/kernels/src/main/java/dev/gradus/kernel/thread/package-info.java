/**
 * Threads that share large work ({@link dev.gradus.kernel.thread.ThreadPool}), and one that warms up loops. They are
 * started when needed, end when idle, and retain nothing of the code that needed them.
 */
package dev.gradus.kernel.thread;
