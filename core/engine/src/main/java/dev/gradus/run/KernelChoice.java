package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import java.util.Optional;

/** The kernels that {@link Run.Builder#kernels} can select. All compute the same bits. */
public enum KernelChoice {
    /** Plain Java, available in any JVM. */
    SCALAR,
    /**
     * Vectors of at least 256 bits, available if Java was started with {@code --add-modules jdk.incubator.vector}. They
     * are used from the first call on, although it can take a second until the JVM has compiled them. Without a choice,
     * a run uses each of them only once it is faster than plain Java.
     */
    SIMD;

    /** Returns why these kernels are not available in this JVM, with a remedy; empty if they are available. */
    public Optional<String> refusal() {
        return this == SCALAR ? Optional.empty() : AvailableKernels.simdRefusal();
    }

    Kernels make() {
        return this == SCALAR ? AvailableKernels.scalar() : AvailableKernels.simd();
    }
}
