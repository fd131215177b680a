package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.explorer.TraceReader;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No text of a megabyte that is typed, pasted, or comes in a link or a file takes two seconds, or much memory. What is measured is
 * the time in which a processor worked for the thread, which is the same on a busy machine.
 */
class ReadingTimeTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double MOST_SECONDS = 2;
    private static final long MOST_BYTES = 1L << 30;

    /**
     * A reader.
     *
     * @param most the letters of the longest text that it reads
     */
    private record Reader(String name, int most, Map<String, IntFunction<String>> texts, Consumer<String> reading) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reader> readers() {
        return Stream.of(
                new Reader("program", 49_000, HostileTexts.programs(), text -> new Session().lines(text)),
                new Reader("program, too long", 1_000_000, HostileTexts.programs(), text -> new Session().lines(text)),
                new Reader("table", 1_000_000, HostileTexts.tables(), text -> new Session().csv(text)),
                new Reader("address", 1_000_000, HostileTexts.addresses(), text -> new Session().open(text)),
                new Reader("task", 1_000_000, HostileTexts.addresses(), text -> new Session().task(text)),
                new Reader("answer", 1_000_000, HostileTexts.addresses(), text -> new Session().answer(text)),
                new Reader("trace", 1_000_000, HostileTexts.traces(), text -> {
                    try {
                        TraceReader.of(text);
                    } catch (IllegalArgumentException refused) {
                        assertThat(refused.getMessage()).isNotBlank();
                    }
                }));
    }

    /** Prints the table of what takes a tenth of a second or more. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("readers")
    void noTextOfAMegabyteTakesLong(Reader reader) {
        assertQuick(reader, reader.most);
    }

    private static void assertQuick(Reader reader, int size) {
        reader.texts.forEach((kind, text) -> {
            String content = text.apply(size);
            long time = THREADS.getCurrentThreadCpuTime(), memory = allocatedBytes();
            reader.reading.accept(content);
            double seconds = (THREADS.getCurrentThreadCpuTime() - time) / 1e9;
            memory = allocatedBytes() - memory;
            if (size == reader.most && seconds >= 0.1) {
                System.out.printf(
                        "| %-17s | %-44s | %7d letters | %5.2f s | %4d MB |%n",
                        reader.name, kind, content.length(), seconds, memory / 1_000_000);
            }
            assertThat(seconds).as("seconds for " + kind).isLessThan(MOST_SECONDS);
            assertThat(memory).as("bytes for " + kind).isLessThan(MOST_BYTES);
        });
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void whatIsTooMuchIsRefusedInOneSentence() {
        assertThat(new Session().lines("J = mean(x)\n" + "#".repeat(50_000)))
                .contains("These lines have 50012 characters; the limit is 50000.");
        assertThat(new Session().lines("J = x" + "[0]".repeat(1000))).contains("A line can have at most 400 symbols");
        assertThat(new Session().lines("a = x[" + "None,".repeat(100) + "]"))
                .contains("This array would have 100 axes; the limit is 64.");
        assertThat(new Session().lines("a = x.reshape(" + "1,".repeat(100) + "-1)"))
                .contains("axes; the limit is 64.");
        assertThat(new Session().lines("a = ones(1000, 1000)\nb = a @ a")).contains("each change would take too long");
        assertThat(new Session().lines("V = zeros(1000, 1000)\nW = zeros(1000, 1000)"))
                .contains("With these there would be 2000000 weights; the limit is 1048576.");
        assertThat(new Session().csv("1,".repeat(1000) + "1")).contains("A table can have at most 1000 columns.");
    }
}
