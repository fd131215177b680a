package dev.gradus.kernel;

import static dev.gradus.Patience.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.LoopClass;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.simd.Simd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No generated vector loop allocates once it is compiled, even without a profile. The loops run in a JVM without type
 * profiles, because a loop that depends on one would allocate only occasionally, on a busy machine.
 */
@Tag("long")
class LoopAllocationTest {
    @Test
    void noLoopAllocates() throws IOException {
        assumeTrue(
                AvailableKernels.simdRefusal().isEmpty(), "there are no loops on vectors where there are no vectors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-XX:-UseTypeProfile",
                        // The first compiler may permanently leave a long loop slow; see Warming.
                        "-XX:-TieredCompilation",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loops.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String allocated = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(allocated).isEqualTo("done\n");
    }

    /** Prints the bytes that loops of all functions allocate, if any. */
    static final class Loops {
        /** The maximum number of steps that a plan combines in one loop. */
        private static final int MOST_STEPS = 200;

        private static final int SIZE = 1000;
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private Loops() {}

        public static void main(String[] arguments) {
            List<UnaryFunction> unary = new ArrayList<>(List.of(UnaryFunction.values()));
            while (!unary.isEmpty()) {
                LoopCode code = new LoopCode();
                LoopValue x = code.operand();
                String functions = "";
                while (!unary.isEmpty() && (functions.isEmpty() || fits(code, steps(unary.get(0))))) {
                    functions += " " + unary.get(0);
                    x = FunctionCode.of(unary.remove(0), x);
                }
                check(functions, code, x, 1);
            }
            List<BinaryFunction> binary = new ArrayList<>(List.of(BinaryFunction.values()));
            while (!binary.isEmpty()) {
                LoopCode code = new LoopCode();
                LoopValue x = code.operand(), y = code.block();
                String functions = "";
                while (!binary.isEmpty() && (functions.isEmpty() || fits(code, steps(binary.get(0))))) {
                    functions += " " + binary.get(0);
                    x = FunctionCode.of(binary.remove(0), x, y);
                }
                LoopValue difference = FunctionCode.of(BinaryFunction.SUBTRACT, code.number(), x);
                check(functions, code, FunctionCode.select(y, difference, x), 3);
            }
            System.out.print("done\n");
        }

        /** A function that is too long to be combined with others has its own loop. */
        private static boolean fits(LoopCode code, int steps) {
            return code.cost() + steps <= MOST_STEPS;
        }

        private static int steps(UnaryFunction f) {
            LoopCode code = new LoopCode();
            FunctionCode.of(f, code.operand());
            return code.cost();
        }

        private static int steps(BinaryFunction f) {
            LoopCode code = new LoopCode();
            FunctionCode.of(f, code.operand(), code.operand());
            return code.cost();
        }

        /** Checks a loop with a result and a sum. */
        private static void check(String what, LoopCode code, LoopValue x, int operands) {
            code.store(x);
            code.sum(x);
            double[][] arrays = new double[operands + 2][SIZE];
            for (int k = 0; k < operands; k++) {
                arrays[k] = AnyNumbers.of(SIZE, k);
            }
            FusedLoop loop = LoopClass.load(code, Simd.LANES);
            long[] allocated = new long[1];
            boolean nothing = eventually(() -> {
                long before =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                for (int i = 0; i < 1000; i++) {
                    loop.vectors(arrays, 0, 0, SIZE);
                }
                allocated[0] =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
                return allocated[0] == 0;
            });
            if (!nothing) {
                System.out.printf("%d bytes in a loop of %d steps:%s%n", allocated[0] / 1000, code.size(), what);
            }
        }
    }
}
