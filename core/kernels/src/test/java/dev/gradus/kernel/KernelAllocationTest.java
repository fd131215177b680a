package dev.gradus.kernel;

import static dev.gradus.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No kernel allocates once it is compiled. */
@Tag("long")
class KernelAllocationTest {
    private static final int SIZE = 1003;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final double[] a = AnyNumbers.of(SIZE, 1);
    private final double[] b = AnyNumbers.of(SIZE, 2);
    private final double[] out = new double[SIZE];

    @Test
    void noFunctionAllocates() {
        for (Kernels kernels : EveryKernels.list()) {
            Stream.of(UnaryFunction.values())
                    .forEach(f -> assertAllocatesNothing(f, () -> kernels.unary(f, a, 0, out, 0, SIZE)));
            Stream.of(BinaryFunction.values())
                    .forEach(f -> assertAllocatesNothing(f, () -> kernels.binary(f, a, 0, 1, b, 0, 0, out, 0, SIZE)));
            assertAllocatesNothing("select", () -> kernels.select(a, 0, 1, b, 0, 0, b, 0, 1, out, 0, SIZE));
        }
    }

    @Test
    void noReductionAllocates() {
        double[] result = new double[1];
        for (Kernels kernels : EveryKernels.list()) {
            assertAllocatesNothing("sum", () -> result[0] += kernels.sum(a, 0, SIZE));
            assertAllocatesNothing("sumColumns", () -> kernels.sumColumns(a, 0, 50, 20, out, 0, 20));
            assertAllocatesNothing("argMax of long rows", () -> kernels.argMax(a, 0, 10, 100, out, 0));
            assertAllocatesNothing("argMax of short rows", () -> kernels.argMax(a, 0, 100, 10, out, 0));
        }
    }

    @Test
    void noProductAllocates() {
        for (Kernels kernels : EveryKernels.list()) {
            for (MatrixProduct product : new MatrixProduct[] {
                MatrixProduct.of(30, 30, 30), MatrixProduct.of(100, 10, 1), MatrixProduct.of(100, 10, 3)
            }) {
                assertAllocatesNothing(product, () -> kernels.multiply(product, a, 0, b, 0, out, 0, 0, product.rows()));
            }
        }
    }

    private static void assertAllocatesNothing(Object what, Runnable call) {
        // Each vector is an object until its loop is compiled, which takes time on a busy machine. After that, a call
        // that
        // allocates would do so in every round.
        long[] allocated = new long[1];
        eventually(() -> {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 1000; i++) {
                call.run();
            }
            allocated[0] =
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            return allocated[0] == 0;
        });
        assertThat(allocated[0]).as("bytes allocated by %s", what).isZero();
    }
}
