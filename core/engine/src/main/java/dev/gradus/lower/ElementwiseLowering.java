package dev.gradus.lower;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.move.Broadcast;
import dev.gradus.node.DerivativeOrder;
import dev.gradus.node.Op;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the function that an elementwise op is named after: {@link UnaryFunction#LOG1P} for {@code Log1p}, {@link
 * BinaryFunction#LESS_OR_EQUAL} for {@code LessOrEqualBroadcast}.
 */
final class ElementwiseLowering {
    private static final String PACKAGE = "NODE.";

    /** The functions by the package and the name of their op, in capital letters. */
    private static final Map<String, Enum<?>> IN_CAPITALS = new HashMap<>();

    /** For each class, the kernel on single numbers if there is one. */
    private static final ClassValue<Optional<KernelOp>> KERNELS = new ClassValue<>() {
        @Override
        protected Optional<KernelOp> computeValue(Class<?> op) {
            return onNumbers(OpNames.of(op));
        }
    };

    static {
        for (UnaryFunction function : UnaryFunction.values()) {
            IN_CAPITALS.put(PACKAGE.concat(function.name()), function);
        }
        for (BinaryFunction function : BinaryFunction.values()) {
            IN_CAPITALS.put(PACKAGE.concat(function.name().replace("_", "")).concat("BROADCAST"), function);
        }
    }

    private ElementwiseLowering() {}

    static KernelOp of(Op op) {
        return of(op, KERNELS.get(op.getClass()));
    }

    private static KernelOp of(Op op, Optional<KernelOp> kernel) {
        if (kernel.isEmpty()) {
            return OpByFormula.of(op);
        }
        return kernel.get() instanceof BinaryKernel binary && !op.shape().isScalar()
                ? new BinaryKernel(binary.function(), Broadcasts.of(op))
                : kernel.get();
    }

    /** @param name an op's package and class, such as {@code node.Log1p} */
    private static Optional<KernelOp> onNumbers(String name) {
        return Optional.ofNullable(IN_CAPITALS.get(name.toUpperCase(Locale.ROOT)))
                .map(function -> function instanceof UnaryFunction unary
                        ? new UnaryKernel(unary)
                        : new BinaryKernel((BinaryFunction) function, Broadcast.of(1)));
    }

    /**
     * Lowers a {@link DerivativeOrder}. Only order 0, the function itself, has a kernel.
     *
     * @param function the package and class of the op that the function is named after
     */
    static KernelOp derivative(Op op, String function) {
        return ((DerivativeOrder) op).order() == 0 ? of(op, onNumbers(function)) : OpByFormula.of(op);
    }
}
