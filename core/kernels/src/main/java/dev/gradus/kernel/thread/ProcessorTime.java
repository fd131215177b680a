package dev.gradus.kernel.thread;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** The processor time of the calling thread, which does not grow while other programs occupy the processor. */
public final class ProcessorTime {
    private ProcessorTime() {}

    /**
     * Returns the time that the calling thread has computed, in nanoseconds. Only differences of two calls have a meaning.
     * Where the JVM does not count it, or lacks the module {@code java.management}, this is {@link System#nanoTime()}.
     */
    public static long nanos() {
        return Clock.OF_THIS_JVM.getAsLong();
    }

    /** Looks for the clock when it is first read, because that takes longer than a program's first pass. */
    private static final class Clock {
        static final LongSupplier OF_THIS_JVM = find();

        private static LongSupplier find() {
            try {
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                if (threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()) {
                    return threads::getCurrentThreadCpuTime;
                }
            } catch (LinkageError absent) {
                // a JDK image without the module
            }
            return System::nanoTime;
        }
    }
}
