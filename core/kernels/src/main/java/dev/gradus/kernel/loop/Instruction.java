package dev.gradus.kernel.loop;

import static dev.gradus.kernel.loop.Instruction.Kind.BITS;
import static dev.gradus.kernel.loop.Instruction.Kind.MASK;
import static dev.gradus.kernel.loop.Instruction.Kind.NUMBER;

/**
 * The instructions of a {@link LoopCode}. Each is exactly defined for a number and for each element of a vector. The
 * enum contains the bytecode of both forms.
 */
enum Instruction {
    OPERAND(NUMBER, "", "", ""),
    CONSTANT(NUMBER, "", "", ""),
    ADD(NUMBER, "DD", "99", "add"),
    SUBTRACT(NUMBER, "DD", "103", "sub"),
    MULTIPLY(NUMBER, "DD", "107", "mul"),
    DIVIDE(NUMBER, "DD", "111", "div"),
    FMA(NUMBER, "DDD", "Math.fma", "fma"),
    NEGATE(NUMBER, "D", "119", "neg"),
    ABS(NUMBER, "D", "Math.abs", "abs"),
    SQRT(NUMBER, "D", "Math.sqrt", "sqrt"),
    /** A call of a {@link ScalarFormula}, in scalar loops only. */
    CALL(NUMBER, "DD", "call", ""),
    MAXIMUM(NUMBER, "DD", "Math.max", "max"),
    MINIMUM(NUMBER, "DD", "Math.min", "min"),
    LESS(MASK, "DD", "less", "lt"),
    LESS_OR_EQUAL(MASK, "DD", "lessOrEqual", "compare LE"),
    EQUAL(MASK, "DD", "equal", "eq"),
    /** The second operand where the mask is set, otherwise the first. */
    BLEND(NUMBER, "DDZ", "blend", "blend"),
    TO_BITS(BITS, "D", "Double.doubleToRawLongBits", "reinterpretAsLongs"),
    TO_NUMBER(NUMBER, "J", "Double.longBitsToDouble", "reinterpretAsDoubles"),
    ADD_BITS(BITS, "JJ", "97", "add"),
    SUBTRACT_BITS(BITS, "JJ", "101", "sub"),
    AND_BITS(BITS, "JJ", "127", "and"),
    OR_BITS(BITS, "JJ", "129", "or"),
    XOR_BITS(BITS, "JJ", "131", "lanewise XOR"),
    ADD_CONSTANT(BITS, "Jj", "97", "add"),
    AND_CONSTANT(BITS, "Jj", "127", "and"),
    OR_CONSTANT(BITS, "Jj", "129", "or"),
    XOR_CONSTANT(BITS, "Jj", "131", "lanewise XOR"),
    SHIFT_LEFT(BITS, "Ji", "121", "lanewise LSHL"),
    SHIFT_RIGHT(BITS, "Ji", "125", "lanewise LSHR"),
    SHIFT_RIGHT_SIGNED(BITS, "Ji", "123", "lanewise ASHR"),
    /**
     * A function of {@link dev.gradus.kernel.math.Elementary}. The first operand is its value as computed by other
     * steps, which vector loops use. The other operands are the arguments, with which scalar loops call the function.
     */
    FUNCTION(NUMBER, "D", "", "");

    /** The type of an instruction's result. */
    enum Kind {
        NUMBER("D", "Double", MethodCode.DOUBLE),
        BITS("J", "Long", MethodCode.LONG),
        MASK("Z", "", MethodCode.INT);

        final String type;
        final String vector;
        final int local;

        Kind(String type, String vector, int local) {
            this.type = type;
            this.vector = "jdk/incubator/vector/" + vector + "Vector";
            this.local = local;
        }

        static Kind of(char type) {
            return type == 'D' ? NUMBER : type == 'Z' ? MASK : BITS;
        }
    }

    private static final String OPERATORS = "jdk/incubator/vector/VectorOperators";
    private static final String VECTOR = "Ljdk/incubator/vector/Vector;";
    private static final String ANY_MASK = "Ljdk/incubator/vector/VectorMask;";

    final Kind kind;

    /** The types of the operands; the type of a constant is in lower case. */
    private final String operands;

    private final String scalar;

    /** The vector method, its type, and the operator that it takes as its first argument, if any. */
    private final String method;

    private final String methodType;
    private final String operator;
    private final String operatorType;

    Instruction(Kind kind, String operands, String scalar, String vector) {
        int space = vector.indexOf(' ');
        this.kind = kind;
        this.operands = operands;
        this.scalar = scalar;
        this.method = space < 0 ? vector : vector.substring(0, space);
        this.operator = space < 0 ? "" : vector.substring(space + 1);
        this.operatorType = "L" + OPERATORS + "$" + classOfOperator() + ";";
        this.methodType = methodType();
    }

    private String classOfOperator() {
        return method.equals("compare") ? "Comparison" : operator.equals("XOR") ? "Associative" : "Binary";
    }

    private String methodType() {
        StringBuilder type = new StringBuilder("(");
        if (!operator.isEmpty()) {
            type.append(method.equals("compare") ? operatorType : "L" + OPERATORS + "$Binary;");
        }
        for (int i = 1; i < operands.length(); i++) {
            char operand = operands.charAt(i);
            type.append(operand == 'Z' ? ANY_MASK : Character.isUpperCase(operand) ? VECTOR : "J");
        }
        return type.append(')')
                .append(kind == Kind.MASK ? ANY_MASK : "L" + kind.vector + ";")
                .toString();
    }

    void writeScalar(MethodCode code, long constant) {
        if (operands.endsWith("i")) {
            code.push((int) constant);
        } else if (operands.endsWith("j")) {
            code.push(constant);
        }
        if (Character.isDigit(scalar.charAt(0))) {
            int taken = 0;
            for (char operand : operands.toCharArray()) {
                taken += operand == 'i' ? 1 : 2;
            }
            code.instruction(Integer.parseInt(scalar), 2 - taken);
        } else {
            int dot = scalar.indexOf('.');
            String owner = dot < 0 ? "dev/gradus/kernel/loop/ScalarSteps" : "java/lang/" + scalar.substring(0, dot);
            code.invokeStatic(owner, scalar.substring(dot + 1), "(" + operands + ")" + kind.type);
        }
    }

    /** Writes the operator, if the method takes one, between the first operand and the second. */
    void writeOperator(MethodCode code) {
        if (!operator.isEmpty()) {
            code.getStatic(OPERATORS, operator, operatorType);
        }
    }

    void writeVector(MethodCode code, long constant) {
        if (Character.isLowerCase(operands.charAt(operands.length() - 1))) {
            code.push(constant);
        }
        code.invokeVirtual(Kind.of(operands.charAt(0)).vector, method, methodType);
    }
}
