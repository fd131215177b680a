package dev.gradus.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.KernelHash;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.Warming;
import dev.gradus.kernel.thread.Warmer;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("compiled")
class VectorLoopsTest {
    /** More work than any loop needs before its warm-up. */
    private static final long ENOUGH = 1L << 40;

    private final Queue<Warmer.Task> tasks = new ArrayDeque<>();

    private final Warmer warmer = new Warmer() {
        @Override
        public void accept(Task loop) {
            tasks.add(loop);
        }

        @Override
        public void ensureRunning() {}
    };

    @BeforeEach
    void assumeVectors() {
        assumeTrue(AvailableKernels.simdRefusal().isEmpty());
    }

    @Test
    void theBitsAreTheSameBeforeAndAfterEveryWarmUp() {
        VectorLoops loops = new VectorLoops(warmer, false);
        Kernels kernels = new SimdKernels(loops);
        long bits = KernelHash.of(AvailableKernels.scalar());
        assertThat(KernelHash.of(kernels)).as("before").isEqualTo(bits);
        assertThat(loops.all()).allSatisfy(loop -> assertThat(loop.isWarm()).isFalse());
        loops.useAll();
        assertThat(KernelHash.of(kernels)).as("after").isEqualTo(bits);
    }

    @Test
    void enoughWorkWarmsUpTheLoopsOfAKernel() {
        VectorLoops loops = new VectorLoops(warmer, false);
        Kernels kernels = new SimdKernels(loops);
        double[] x = new double[4096];
        double[] out = new double[4096];
        MatrixProduct product = MatrixProduct.of(64, 64, 64);
        Warming[] used = {loops.of(UnaryFunction.TANH), loops.sum, loops.of(product), loops.of(BinaryFunction.ADD)};
        for (Warming loop : used) {
            loop.isFast(ENOUGH);
        }
        assertThat(tasks).containsExactly(used);
        while (!tasks.isEmpty()) {
            tasks.remove().warmUp();
        }
        assertThat(used)
                .allSatisfy(loop -> assertThat(loop.isWarm()).as(loop.refusal()).isTrue());
        kernels.unary(UnaryFunction.TANH, x, 0, out, 0, 4096);
        kernels.multiply(product, x, 0, x, 0, out, 0, 0, 64);
        assertThat(out).containsOnly(0);
        assertThat(loops.of(UnaryFunction.EXP).isWarm()).isFalse();
    }

    /** A sample that throws would be rejected, and its kernel would never get vectors. */
    @Test
    void everySampleRuns() {
        VectorLoops loops = new VectorLoops(warmer, true);
        double[][] arrays = new double[4][2048];
        loops.all().map(Warming::loop).forEach(loop -> {
            for (int elements : new int[] {0, 64, 512}) {
                loop.vectors(arrays, 0, 64, 64 + elements);
            }
        });
    }

    /** Otherwise these calls would create the very objects that they save. */
    @Test
    void callsForNoElementsCreateNoVectors() {
        VectorLoops loops = new VectorLoops(warmer, true);
        double[][] arrays = new double[4][2048];
        loops.all().filter(loop -> loop != loops.argMax).map(Warming::loop).forEach(loop -> {
            for (int call = 0; call < 20; call++) {
                loop.vectors(arrays, 0, 0, 0); // loads classes, and the first products allocate arrays
            }
            ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = thread.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < 100; call++) {
                loop.vectors(arrays, 0, 0, 0);
            }
            assertThat(thread.getCurrentThreadAllocatedBytes() - before)
                    .as(name(loop))
                    .isLessThan(100 * 150); // the shapes of two products
        });
    }

    private static String name(FusedLoop loop) {
        return loop.getClass().getSimpleName();
    }

    @Test
    void shortArraysDoNotCount() {
        VectorLoops loops = new VectorLoops(warmer, false);
        Kernels kernels = new SimdKernels(loops);
        double[] x = new double[15];
        kernels.unary(UnaryFunction.EXP, x, 0, x, 0, 15);
        kernels.sum(x, 0, 15);
        assertThat(loops.of(UnaryFunction.EXP).work()).isZero();
        assertThat(loops.sum.work()).isZero();
    }
}
