package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import java.util.Optional;

/** The kernels that a run can be told to use, see {@link Run.Builder#kernels}. Both give the same bits. */
public enum KernelChoice {
    /** Plain Java, on any JVM. */
    SCALAR,
    /**
     * Vectors of 256 or more bits, where Java was started with {@code --add-modules jdk.incubator.vector}, from the first
     * call on. A run that is told nothing takes each of these kernels as soon as it is faster than in plain Java, which
     * can be a second after the JVM's start.
     */
    SIMD;

    /** Why this JVM does not have them, and the remedy; empty if it does. */
    public Optional<String> refusal() {
        return this == SCALAR ? Optional.empty() : AvailableKernels.simdRefusal();
    }

    Kernels make() {
        return this == SCALAR ? AvailableKernels.scalar() : AvailableKernels.simd();
    }
}
