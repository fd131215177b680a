package dev.gradus.kernel;

import dev.gradus.kernel.host.AvailableKernels;
import java.util.List;

/** All kernels of this JVM. */
public final class EveryKernels {
    private EveryKernels() {}

    public static List<Kernels> list() {
        return AvailableKernels.simdRefusal().isEmpty()
                ? List.of(AvailableKernels.scalar(), AvailableKernels.simd())
                : List.of(AvailableKernels.scalar());
    }
}
