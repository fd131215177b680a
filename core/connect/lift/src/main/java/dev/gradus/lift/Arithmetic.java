package dev.gradus.lift;

import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** The instructions on ints and longs, which are executed. */
final class Arithmetic implements Opcodes {
    private Arithmetic() {}

    /** Whether an instruction has two operands and neither is a double or a float. */
    static boolean isBinary(int opcode) {
        return opcode >= IADD && opcode < INEG && (opcode - IADD) % 4 < 2 // int, long, float, double in turn
                || opcode >= ISHL && opcode <= LXOR
                || opcode == LCMP;
    }

    static Object binary(int opcode, Object left, Object right) {
        if (left instanceof Long a) {
            return right instanceof Long b ? longs(opcode, a, b) : shift(opcode, a, (Integer) right);
        }
        return ints(opcode, (Integer) left, (Integer) right);
    }

    private static Object ints(int opcode, int a, int b) {
        return switch (opcode) {
            case IADD -> a + b;
            case ISUB -> a - b;
            case IMUL -> a * b;
            case IDIV -> a / b;
            case IREM -> a % b;
            case ISHL -> a << b;
            case ISHR -> a >> b;
            case IUSHR -> a >>> b;
            case IAND -> a & b;
            case IOR -> a | b;
            case IXOR -> a ^ b;
            default -> throw new AssertionError(opcode);
        };
    }

    private static Object longs(int opcode, long a, long b) {
        return switch (opcode) {
            case LADD -> a + b;
            case LSUB -> a - b;
            case LMUL -> a * b;
            case LDIV -> a / b;
            case LREM -> a % b;
            case LAND -> a & b;
            case LOR -> a | b;
            case LXOR -> a ^ b;
            case LCMP -> Long.compare(a, b);
            default -> throw new AssertionError(opcode);
        };
    }

    private static Object shift(int opcode, long a, int b) {
        return switch (opcode) {
            case LSHL -> a << b;
            case LSHR -> a >> b;
            case LUSHR -> a >>> b;
            default -> throw new AssertionError(opcode);
        };
    }

    /** The result of a negation or a conversion of an int or a long; nothing if this is another instruction. */
    static Optional<Object> unary(int opcode, Object x) {
        return switch (opcode) {
            case INEG -> Optional.of(-(Integer) x);
            case LNEG -> Optional.of(-(Long) x);
            case I2L -> Optional.of((long) (Integer) x);
            case I2D -> Optional.of((double) (Integer) x);
            case L2I -> Optional.of((int) (long) (Long) x);
            case L2D -> Optional.of((double) (Long) x);
            case I2B -> Optional.of((int) (byte) (int) (Integer) x);
            case I2C -> Optional.of((int) (char) (int) (Integer) x);
            case I2S -> Optional.of((int) (short) (int) (Integer) x);
            default -> Optional.empty();
        };
    }

    /** Whether a conditional jump on ints is taken. */
    static boolean jumps(int opcode, int a, int b) {
        return switch (opcode) {
            case IFEQ, IF_ICMPEQ -> a == b;
            case IFNE, IF_ICMPNE -> a != b;
            case IFLT, IF_ICMPLT -> a < b;
            case IFGE, IF_ICMPGE -> a >= b;
            case IFGT, IF_ICMPGT -> a > b;
            case IFLE, IF_ICMPLE -> a <= b;
            default -> throw new AssertionError(opcode);
        };
    }
}
