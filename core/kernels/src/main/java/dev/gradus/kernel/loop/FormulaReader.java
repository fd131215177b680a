package dev.gradus.kernel.loop;

import dev.gradus.kernel.loop.ClassReader.Method;
import dev.gradus.kernel.loop.FormulaStack.Bits;
import dev.gradus.kernel.loop.FormulaStack.Entry;
import dev.gradus.kernel.loop.FormulaStack.Order;
import dev.gradus.kernel.loop.FormulaStack.Truth;
import dev.gradus.kernel.loop.FormulaStack.Value;
import dev.gradus.kernel.math.Seldom;
import java.util.Arrays;

/**
 * Translates a formula of {@code kernel.math} into steps by reading the bytecode that javac generated for it. Each
 * function is therefore written once, in Java, and computes the same bits on single numbers and on vectors.
 *
 * <p>Both sides of a condition become steps, and the condition selects the result. If one side is {@link Seldom} taken
 * or cannot be translated, the condition becomes a guard: elements that take that side are computed one by one. Loops,
 * arrays, ints and || are not supported.
 */
final class FormulaReader {
    private static final String OURS = "dev/gradus/kernel/math/";
    private static final int NO_STOP = -1;

    // opcodes of the JVM
    private static final int ICONST_0 = 3;
    private static final int ICONST_1 = 4;
    private static final int ICONST_2 = 5;
    private static final int ICONST_3 = 6;
    private static final int ICONST_4 = 7;
    private static final int ICONST_5 = 8;
    private static final int LCONST_0 = 9;
    private static final int LCONST_1 = 10;
    private static final int DCONST_0 = 14;
    private static final int DCONST_1 = 15;
    private static final int BIPUSH = 16;
    private static final int LDC2_W = 20;
    private static final int ILOAD = 21;
    private static final int LLOAD = 22;
    private static final int DLOAD = 24;
    private static final int ILOAD_0 = 26;
    private static final int LLOAD_0 = 30;
    private static final int DLOAD_0 = 38;
    private static final int DLOAD_3 = 41;
    private static final int ISTORE = 54;
    private static final int LSTORE = 55;
    private static final int DSTORE = 57;
    private static final int ISTORE_0 = 59;
    private static final int LSTORE_0 = 63;
    private static final int DSTORE_0 = 71;
    private static final int DSTORE_3 = 74;
    private static final int LADD = 97;
    private static final int DADD = 99;
    private static final int LSUB = 101;
    private static final int DSUB = 103;
    private static final int DMUL = 107;
    private static final int DDIV = 111;
    private static final int DNEG = 119;
    private static final int LSHL = 121;
    private static final int LSHR = 123;
    private static final int LUSHR = 125;
    private static final int LAND = 127;
    private static final int LOR = 129;
    private static final int LXOR = 131;
    private static final int DCMPL = 151;
    private static final int DCMPG = 152;
    private static final int IFEQ = 153;
    private static final int IFLE = 158;
    private static final int GOTO = 167;
    private static final int IRETURN = 172;
    private static final int LRETURN = 173;
    private static final int DRETURN = 175;
    private static final int INVOKESTATIC = 184;

    private final LoopValue constants;

    private FormulaReader(LoopValue constants) {
        this.constants = constants;
    }

    /**
     * Returns the value of a formula.
     *
     * @throws NoStepsException if the formula cannot be written as steps
     */
    static LoopValue read(String owner, String name, LoopValue... arguments) {
        Entry[] entries = new Entry[arguments.length];
        Arrays.setAll(entries, i -> new Value(arguments[i]));
        FormulaReader reader = new FormulaReader(arguments[0]);
        String type = arguments.length == 1 ? "(D)D" : "(DD)D";
        return reader.number(reader.call(new Method(owner, name, type), entries));
    }

    private Entry call(Method method, Entry... arguments) {
        ClassReader owner = ClassReader.of(method.owner());
        Body body = new Body(owner, owner.code(method.name(), method.type()));
        FormulaStack stack = new FormulaStack();
        int local = 0;
        for (Entry argument : arguments) {
            stack.store(local, argument);
            local += argument instanceof Truth ? 1 : 2;
        }
        return body.run(0, NO_STOP, stack).result();
    }

    private LoopValue number(Entry entry) {
        if (entry instanceof Value value) {
            return value.value();
        }
        throw new NoStepsException("a number is expected");
    }

    private LoopValue bits(Entry entry) {
        return entry instanceof Bits bits
                ? constants.constant(Double.longBitsToDouble(bits.bits())).bits()
                : number(entry);
    }

    /** Thrown if a condition does not have the form of an if statement or a conditional expression. */
    private static final class Unstructured extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unstructured() {
            super("", null, false, false);
        }
    }

    /** The bytecode of one method. */
    private final class Body {
        private final ClassReader owner;
        private final byte[] code;

        Body(ClassReader owner, byte[] code) {
            this.owner = owner;
            this.code = code;
        }

        private int one(int at) {
            return code[at] & 0xff;
        }

        private int two(int at) {
            return one(at) << 8 | one(at + 1);
        }

        private int target(int jump) {
            return jump + (short) two(jump + 1);
        }

        /** Executes the instructions up to {@code stop}, or to the end of the method. */
        FormulaStack run(int from, int stop, FormulaStack stack) {
            int at = from;
            while (at != stop) {
                if (stop != NO_STOP && at > stop) {
                    throw new Unstructured();
                }
                int instruction = one(at);
                if (instruction >= IFEQ && instruction <= IFLE) {
                    return condition(at, stop, stack);
                } else if (instruction == GOTO) {
                    at = forward(at);
                } else if (instruction == DRETURN || instruction == LRETURN || instruction == IRETURN) {
                    stack.end();
                    return stack;
                } else {
                    execute(instruction, at, stack);
                    at += length(instruction);
                }
            }
            return stack;
        }

        private int forward(int jump) {
            int target = target(jump);
            if (target <= jump) {
                throw new NoStepsException("a loop");
            }
            return target;
        }

        /** Executes a condition and everything that follows it up to {@code stop}. */
        private FormulaStack condition(int at, int stop, FormulaStack stack) {
            Truth jumps = truth(one(at), stack.pop());
            int target = forward(at);
            int join = join(at, target);
            FormulaStack joined;
            try {
                joined = both(jumps, at + 3, target, join, stack);
            } catch (Unstructured bothSidesReturn) {
                return both(jumps, at + 3, target, stop, stack);
            }
            if (joined.hasEnded() || join == stop) {
                return joined;
            }
            return run(join, stop, joined);
        }

        /** Returns where both sides join. javac ends the first side with a jump to there, or omits the second side. */
        private int join(int at, int target) {
            int last = at;
            for (int next = at + 3; next < target; next += length(one(next))) {
                last = next;
            }
            int instruction = one(last);
            if (instruction == GOTO) {
                return forward(last);
            }
            return instruction == DRETURN || instruction == LRETURN || instruction == IRETURN ? NO_STOP : target;
        }

        private FormulaStack both(Truth jumps, int next, int target, int stop, FormulaStack stack) {
            FormulaStack chosen;
            try {
                chosen = run(target, stop, stack.copy());
            } catch (NoStepsException seldom) {
                FormulaStack usual = run(next, stop, stack.copy());
                jumps.mask().guard(jumps.negated());
                return usual;
            }
            FormulaStack other;
            try {
                other = run(next, stop, stack.copy());
            } catch (NoStepsException seldom) {
                jumps.mask().guard(!jumps.negated());
                return chosen;
            }
            if (chosen.hasEnded() != other.hasEnded()) {
                throw new Unstructured();
            }
            return chosen.mergedWith(other, jumps, constants);
        }

        /** Returns the condition of a jump. A comparison with NaN yields 1 or −1, depending on its instruction. */
        private Truth truth(int jump, Entry entry) {
            if (entry instanceof Truth truth && jump <= IFEQ + 1) {
                return jump == IFEQ ? truth.opposite() : truth;
            }
            if (!(entry instanceof Order order)) {
                throw new NoStepsException("a condition that does not compare numbers");
            }
            LoopValue a = order.a(), b = order.b();
            boolean nanIsGreater = order.nanIsGreater();
            return switch (jump - IFEQ) {
                case 0 -> new Truth(a.isEqualTo(b), false);
                case 1 -> new Truth(a.isEqualTo(b), true);
                case 2 -> nanIsGreater ? new Truth(a.less(b), false) : new Truth(b.lessOrEqual(a), true);
                case 3 -> nanIsGreater ? new Truth(a.less(b), true) : new Truth(b.lessOrEqual(a), false);
                case 4 -> nanIsGreater ? new Truth(a.lessOrEqual(b), true) : new Truth(b.less(a), false);
                default -> nanIsGreater ? new Truth(a.lessOrEqual(b), false) : new Truth(b.less(a), true);
            };
        }

        private void execute(int instruction, int at, FormulaStack stack) {
            switch (instruction) {
                case ICONST_0, ICONST_1 -> stack.push(Truth.of(instruction == ICONST_1, constants));
                case LCONST_0, LCONST_1 -> stack.push(new Bits(instruction - LCONST_0));
                case DCONST_0, DCONST_1 -> stack.push(new Value(constants.constant(instruction - DCONST_0)));
                case ICONST_2, ICONST_3, ICONST_4, ICONST_5 -> stack.push(new Bits(instruction - ICONST_0));
                case BIPUSH -> stack.push(new Bits(code[at + 1]));
                case LDC2_W -> {
                    Object constant = owner.constant(two(at + 1));
                    stack.push(
                            constant instanceof Double number
                                    ? new Value(constants.constant(number))
                                    : new Bits((Long) constant));
                }
                case ILOAD, LLOAD, DLOAD -> stack.push(stack.load(one(at + 1)));
                case ISTORE, LSTORE, DSTORE -> stack.store(one(at + 1), stack.pop());
                case DADD, DSUB, DMUL, DDIV -> {
                    LoopValue b = number(stack.pop()), a = number(stack.pop());
                    stack.push(new Value(arithmetic(instruction, a, b)));
                }
                case DNEG -> stack.push(new Value(number(stack.pop()).negate()));
                case LADD, LSUB, LAND, LOR, LXOR -> {
                    Entry b = stack.pop(), a = stack.pop();
                    stack.push(logic(instruction, a, b));
                }
                case LSHL, LSHR, LUSHR -> {
                    int distance = distance(stack.pop());
                    stack.push(new Value(shift(instruction, bits(stack.pop()), distance)));
                }
                case DCMPL, DCMPG -> {
                    LoopValue b = number(stack.pop()), a = number(stack.pop());
                    stack.push(new Order(a, b, instruction == DCMPG));
                }
                case INVOKESTATIC -> stack.push(invoke(owner.method(two(at + 1)), stack));
                default -> {
                    if (!loadsOrStores(instruction, stack)) {
                        throw new NoStepsException("instruction " + instruction);
                    }
                }
            }
        }

        /** Executes the one-byte instructions for the first four locals. */
        private boolean loadsOrStores(int instruction, FormulaStack stack) {
            boolean loads = (instruction >= ILOAD_0 && instruction < LLOAD_0 + 4)
                    || (instruction >= DLOAD_0 && instruction <= DLOAD_3);
            boolean stores = (instruction >= ISTORE_0 && instruction < LSTORE_0 + 4)
                    || (instruction >= DSTORE_0 && instruction <= DSTORE_3);
            if (loads) {
                stack.push(stack.load((instruction - ILOAD_0) % 4));
            } else if (stores) {
                stack.store((instruction - ISTORE_0) % 4, stack.pop());
            }
            return loads || stores;
        }

        private int length(int instruction) {
            return switch (instruction) {
                case BIPUSH, ILOAD, LLOAD, DLOAD, ISTORE, LSTORE, DSTORE -> 2;
                case LDC2_W, GOTO, INVOKESTATIC -> 3;
                default -> instruction >= IFEQ && instruction <= IFLE ? 3 : lengthOfOthers(instruction);
            };
        }

        /** Skips instructions that cannot be translated, such as an array or a loop for rare arguments. */
        private int lengthOfOthers(int instruction) {
            if (instruction == 132 || (instruction >= 159 && instruction <= 166) || instruction == 17) {
                return 3;
            }
            return instruction >= 178 && instruction <= 183 || instruction == 187 || instruction == 19 ? 3 : 1;
        }
    }

    /** Returns a shift distance. The constants 0 and 1 are read as truth values. */
    private static int distance(Entry entry) {
        if (entry instanceof Truth truth) {
            return truth.negated() ? 0 : 1;
        }
        if (entry instanceof Bits distance) {
            return (int) distance.bits();
        }
        throw new NoStepsException("a shift by a variable");
    }

    private static LoopValue arithmetic(int instruction, LoopValue a, LoopValue b) {
        return switch (instruction) {
            case DADD -> a.add(b);
            case DSUB -> a.subtract(b);
            case DMUL -> a.multiply(b);
            default -> a.divide(b);
        };
    }

    private Entry logic(int instruction, Entry a, Entry b) {
        if (a instanceof Bits left && b instanceof Bits right) {
            return new Bits(
                    switch (instruction) {
                        case LADD -> left.bits() + right.bits();
                        case LSUB -> left.bits() - right.bits();
                        case LAND -> left.bits() & right.bits();
                        case LOR -> left.bits() | right.bits();
                        default -> left.bits() ^ right.bits();
                    });
        }
        if (b instanceof Bits constant) {
            return new Value(withConstant(instruction, number(a), constant.bits()));
        }
        if (a instanceof Bits constant) {
            return instruction == LSUB
                    ? new Value(number(b).xor(-1).plusBits(constant.bits() + 1))
                    : new Value(withConstant(instruction, number(b), constant.bits()));
        }
        LoopValue left = number(a), right = number(b);
        return new Value(
                switch (instruction) {
                    case LADD -> left.addBits(right);
                    case LSUB -> left.subtractBits(right);
                    case LAND -> left.andBits(right);
                    case LOR -> left.orBits(right);
                    default -> left.xorBits(right);
                });
    }

    private static LoopValue withConstant(int instruction, LoopValue a, long constant) {
        return switch (instruction) {
            case LADD -> a.plusBits(constant);
            case LSUB -> a.plusBits(-constant);
            case LAND -> a.and(constant);
            case LOR -> a.or(constant);
            default -> a.xor(constant);
        };
    }

    private static LoopValue shift(int instruction, LoopValue a, int distance) {
        return switch (instruction) {
            case LSHL -> a.shiftLeft(distance);
            case LSHR -> a.shiftRightSigned(distance);
            default -> a.shiftRight(distance);
        };
    }

    private Entry invoke(Method method, FormulaStack stack) {
        int count = method.type().indexOf(')') - 1;
        Entry[] arguments = new Entry[count];
        for (int i = count - 1; i >= 0; i--) {
            arguments[i] = stack.pop();
        }
        if (method.owner().startsWith(OURS)) {
            return call(method, arguments);
        }
        if (method.name().equals("longBitsToDouble")) {
            return new Value(bits(arguments[0]).number());
        }
        LoopValue a = number(arguments[0]);
        return new Value(
                switch (method.name()) {
                    case "doubleToRawLongBits" -> a.bits();
                    case "abs" -> a.abs();
                    case "sqrt" -> a.sqrt();
                    case "max" -> a.maximum(number(arguments[1]));
                    case "min" -> a.minimum(number(arguments[1]));
                    case "copySign" -> a.withSignOf(number(arguments[1]));
                    case "fma" -> a.fma(number(arguments[1]), number(arguments[2]));
                    default -> throw new NoStepsException("a call of " + method.name());
                });
    }
}
