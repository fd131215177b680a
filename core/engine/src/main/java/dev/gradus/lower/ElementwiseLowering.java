package dev.gradus.lower;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.node.DerivativeOrder;
import dev.gradus.node.Op;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the function that an elementwise op is named after: {@link UnaryFunction#LOG1P} for {@code Log1p}, {@link
 * BinaryFunction#LESS_OR_EQUAL} for {@code LessOrEqualBroadcast}.
 */
final class ElementwiseLowering {
    private static final String PACKAGE = "NODE.";
    private static final Map<String, UnaryFunction> UNARY = new HashMap<>();
    private static final Map<String, BinaryFunction> BINARY = new HashMap<>();

    static {
        for (UnaryFunction function : UnaryFunction.values()) {
            UNARY.put(PACKAGE.concat(function.name()), function);
        }
        for (BinaryFunction function : BinaryFunction.values()) {
            BINARY.put(PACKAGE.concat(function.name().replace("_", "")).concat("BROADCAST"), function);
        }
    }

    private ElementwiseLowering() {}

    /** @param name the op's package and class, such as {@code node.Log1p} */
    static KernelOp of(Op op, String name) {
        String key = name.toUpperCase(Locale.ROOT);
        UnaryFunction unary = UNARY.get(key);
        if (unary != null) {
            return new UnaryKernel(unary);
        }
        BinaryFunction binary = BINARY.get(key);
        return binary == null ? OpByFormula.of(op) : new BinaryKernel(binary, Broadcasts.of(op));
    }

    /**
     * Lowers a {@link DerivativeOrder}. Only order 0, the function itself, has a kernel.
     *
     * @param function the package and class of the op that the function is named after
     */
    static KernelOp derivative(Op op, String function) {
        return ((DerivativeOrder) op).order() == 0 ? of(op, function) : OpByFormula.of(op);
    }
}
