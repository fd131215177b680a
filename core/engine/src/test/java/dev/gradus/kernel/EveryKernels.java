package dev.gradus.kernel;

import java.util.List;

/** The kernels that this JVM has. */
final class EveryKernels {
    private EveryKernels() {}

    static List<Kernels> list() {
        return Kernels.simdRefusal().isEmpty() ? List.of(Kernels.scalar(), Kernels.simd()) : List.of(Kernels.scalar());
    }
}
