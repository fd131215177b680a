package dev.gradus.lift;

import dev.gradus.lift.Code.Handler;
import dev.gradus.lift.Instruction.Dynamic;
import dev.gradus.lift.Instruction.Member;
import dev.gradus.lift.Instruction.Switch;
import dev.gradus.lift.Values.Closure;
import dev.gradus.lift.Values.Comparison;
import dev.gradus.lift.Values.Heap;
import dev.gradus.lift.Values.Made;
import dev.gradus.lift.Values.Null;
import dev.gradus.lift.Values.Truth;
import dev.gradus.lift.Values.Undecided;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Executes the bytecode of a method. Doubles that depend on the arguments become operations of a {@link Trace};
 * everything else is computed. Whatever has an effect outside the method is refused.
 */
final class Interpreter implements Opcodes {
    /** Deeper recursion is refused. */
    private static final int DEPTH = 200;

    /** A program that executes more instructions is taken for an endless loop. */
    private static final long STEPS = 2_000_000_000L;

    final Trace trace;
    final ClassFiles classes;
    final Branches branches;
    final Memory memory;
    private final Calls calls;
    private int depth;
    private long steps;

    /**
     * An interpreter of one call.
     *
     * @param guarded the branches that are known to be guards, to which more are added
     * @param isExact whether all branches are guards
     */
    Interpreter(Trace trace, ClassFiles classes, Set<Object> guarded, boolean isExact, int mostGuards) {
        this.trace = trace;
        this.classes = classes;
        this.branches = new Branches(this, guarded, isExact, mostGuards);
        this.memory = new Memory(trace, branches);
        this.calls = new Calls(this);
    }

    /** An exception of the lifted program. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1;

        final transient Throwable exception;

        Thrown(Throwable exception) {
            super(exception);
            this.exception = exception;
        }
    }

    /** A refusal that names the line. */
    static LiftException refused(Frame frame, String what, String remedy) {
        return new LiftException(frame.place() + ": " + what + "; " + remedy + ".");
    }

    /** Calls the lifted method. */
    Object start(Closure closure, Object[] arguments) {
        try {
            return calls.call(closure, arguments, Frame.outside(closure.owner()));
        } catch (StackOverflowError e) {
            throw new LiftException(
                    "The recursion is deeper than the stack of this thread allows; write a loop, recur less deeply, or"
                            + " lift in a thread with a larger stack.",
                    e);
        }
    }

    /** Calls a method with its receiver, if it has one, and its arguments. */
    Object call(Code code, Object[] arguments, Frame from) {
        if (depth == DEPTH) {
            throw refused(
                    from, "the recursion is deeper than " + DEPTH + " calls", "write a loop, or recur less deeply");
        }
        Frame frame = new Frame(code, from.site());
        if (code.isSynchronized) {
            throw refused(frame, code.name + " is synchronized", "remove the modifier: only one thread may run it");
        }
        int local = 0;
        for (int i = 0; i < arguments.length; i++) {
            frame.locals[local] = arguments[i];
            int parameter = code.isStatic ? i : i - 1;
            local += parameter < 0 ? 1 : code.parameters[parameter].getSize();
        }
        depth++;
        try {
            run(frame, Code.RETURN);
            return frame.result;
        } finally {
            depth--;
        }
    }

    /** Executes until the method returns or reaches an instruction; says whether it returned. */
    boolean run(Frame frame, int stop) {
        while (frame.pc != stop) {
            branches.step();
            if (++steps > STEPS) {
                throw refused(frame, "the method has not returned after " + STEPS + " instructions", "end the loop");
            }
            int pc = frame.pc;
            try {
                frame.pc = execute(frame, frame.code.at(pc));
                if (frame.pc == Code.RETURN) {
                    return true;
                }
            } catch (Thrown | ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
                frame.pc = pc;
                catchIn(frame, e instanceof Thrown thrown ? thrown.exception : e);
            } catch (ClassCastException e) { // a value that is represented in another way than this instruction expects
                throw new LiftException(
                        frame.code.place(pc) + ": an instruction cannot be lifted, because " + e.getMessage()
                                + "; write it in a simpler way.",
                        e);
            }
        }
        return false;
    }

    private void catchIn(Frame frame, Throwable exception) {
        branches.exception();
        for (Handler handler : frame.code.handlers()) {
            if (handler.start() <= frame.pc
                    && frame.pc < handler.end()
                    && (handler.type().isEmpty()
                            || classNamed(handler.type(), frame).isInstance(exception))) {
                frame.clear();
                Made made = new Made(exception.getClass());
                made.real = exception;
                frame.push(made);
                frame.pc = handler.handler();
                return;
            }
        }
        throw new Thrown(exception);
    }

    /** The class with an internal name, seen from a method. */
    static Class<?> classNamed(String internal, Frame from) {
        return from.code.classNamed(internal);
    }

    /** Applies a function where the frame is. */
    Object apply(Frame frame, Fn fn, Object... in) {
        for (Object operand : in) {
            if (operand instanceof Expr) {
                return trace.apply(frame.site(), fn, branches.masked(frame, fn, in));
            }
        }
        return trace.apply(frame.caller, fn, in); // a number
    }

    /** Pops a value that is not a condition: a condition is decided. */
    Object pop(Frame frame) {
        Object value = frame.pop();
        if (value instanceof Comparison comparison) {
            Object a = comparison.a();
            Object b = comparison.b();
            if (branches.decided(frame, apply(frame, Fn.LESS, a, b))) {
                return -1;
            } else if (branches.decided(frame, apply(frame, Fn.LESS, b, a))) {
                return 1;
            }
            return branches.decided(frame, apply(frame, Fn.EQUAL, a, b)) ? 0 : comparison.ofNan();
        } else if (value instanceof Truth truth) {
            return branches.decided(frame, truth.condition()) == truth.expected() ? 1 : 0;
        }
        return value;
    }

    int popInt(Frame frame) {
        return (Integer) pop(frame);
    }

    /** Executes an instruction and returns the index of the next one, or {@link Code#RETURN}. */
    private int execute(Frame frame, Instruction at) {
        int opcode = at.opcode();
        int next = frame.pc + 1;
        if (opcode >= IFEQ && opcode <= IFLE) {
            return jumpOnOne(frame, opcode, at.number());
        } else if (opcode >= IF_ICMPEQ && opcode <= IF_ICMPLE) {
            int b = popInt(frame);
            return Arithmetic.jumps(opcode, popInt(frame), b) ? at.number() : next;
        } else if (opcode == IF_ACMPEQ || opcode == IF_ACMPNE) {
            Object b = pop(frame);
            return same(frame, pop(frame), b) == (opcode == IF_ACMPEQ) ? at.number() : next;
        } else if (opcode == IFNULL || opcode == IFNONNULL) {
            return (pop(frame) == Null.NULL) == (opcode == IFNULL) ? at.number() : next;
        } else if (opcode == GOTO) {
            return at.number();
        } else if (opcode == LOOKUPSWITCH) {
            return target((Switch) at.operand(), popInt(frame));
        } else if (opcode >= IRETURN && opcode <= ARETURN) {
            frame.result = pop(frame);
            return Code.RETURN;
        } else if (opcode == RETURN) {
            frame.result = Null.NULL;
            return Code.RETURN;
        }
        compute(frame, at);
        return next;
    }

    private void compute(Frame frame, Instruction at) {
        int opcode = at.opcode();
        if (opcode == ACONST_NULL) {
            frame.push(Null.NULL);
        } else if (opcode <= DCONST_1) {
            frame.push(constant(frame, opcode));
        } else if (opcode == BIPUSH || opcode == SIPUSH) {
            frame.push(at.number());
        } else if (opcode == LDC) {
            frame.push(loaded(frame, at.operand()));
        } else if (opcode >= ILOAD && opcode <= ALOAD) {
            load(frame, at.number());
        } else if (opcode >= IALOAD && opcode <= SALOAD) {
            int index = popInt(frame);
            frame.push(memory.element(frame, pop(frame), index));
        } else if (opcode >= ISTORE && opcode <= ASTORE) {
            frame.locals[at.number()] = pop(frame);
        } else if (opcode >= IASTORE && opcode <= SASTORE) {
            Object value = pop(frame);
            int index = popInt(frame);
            memory.setElement(frame, pop(frame), index, value);
        } else if (opcode >= POP && opcode <= SWAP) {
            frame.move(opcode);
        } else if (opcode >= IADD && opcode <= LXOR || opcode == LCMP || opcode >= I2L && opcode <= I2S) {
            frame.push(calculated(frame, opcode));
        } else if (opcode == IINC) {
            load(frame, at.number());
            frame.locals[at.number()] = popInt(frame) + (Integer) at.operand();
        } else if (opcode == DCMPL || opcode == DCMPG) {
            Object b = pop(frame);
            Object a = pop(frame);
            frame.push(new Comparison(a, b, opcode == DCMPG ? 1 : -1));
        } else {
            other(frame, at);
        }
    }

    private static Object constant(Frame frame, int opcode) {
        if (opcode >= FCONST_0 && opcode <= FCONST_2) {
            throw noFloats(frame);
        } else if (opcode >= DCONST_0) {
            return (double) (opcode - DCONST_0);
        } else if (opcode >= LCONST_0) {
            return (long) (opcode - LCONST_0);
        }
        return opcode - ICONST_0;
    }

    static LiftException noFloats(Frame frame) {
        return refused(frame, "a float is used", "use double, which the graph computes with");
    }

    private static Object loaded(Frame frame, Object constant) {
        if (constant instanceof Float) {
            throw noFloats(frame);
        } else if (constant instanceof Type type) {
            return classNamed(type.getSort() == Type.ARRAY ? type.getDescriptor() : type.getInternalName(), frame);
        } else if (constant instanceof Number || constant instanceof String) {
            return constant;
        }
        throw refused(frame, "a constant that is computed when it is loaded is used", "write it as an expression");
    }

    private void load(Frame frame, int local) {
        if (frame.locals[local] instanceof Undecided undecided) {
            throw branches.restart(undecided);
        }
        frame.push(frame.locals[local]);
    }

    private Object calculated(Frame frame, int opcode) {
        Object right = pop(frame);
        if (Arithmetic.isBinary(opcode)) {
            return Arithmetic.binary(opcode, pop(frame), right);
        }
        return switch (opcode) {
            case DADD -> apply(frame, Fn.ADD, pop(frame), right);
            case DSUB -> apply(frame, Fn.SUBTRACT, pop(frame), right);
            case DMUL -> apply(frame, Fn.MULTIPLY, pop(frame), right);
            case DDIV -> apply(frame, Fn.DIVIDE, pop(frame), right);
            case DREM -> apply(frame, Fn.REMAINDER, pop(frame), right);
            case DNEG -> apply(frame, Fn.NEGATE, right);
            case D2I -> (int) whole(frame, right, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case D2L -> whole(frame, right, Long.MIN_VALUE, Long.MAX_VALUE);
            default -> Arithmetic.unary(opcode, right).orElseThrow(() -> noFloats(frame));
        };
    }

    /** A double cast to an integer: a constant on this path, guarded by the ends of the interval with this result. */
    long whole(Frame frame, Object x, long least, long most) {
        double value = Expr.valueOf(x);
        long result = Math.min(Math.max((long) value, least), most);
        if (x instanceof Expr) {
            if (Double.isNaN(value)) {
                branches.decided(frame, apply(frame, Fn.EQUAL, x, x));
            }
            if (result > least && !Double.isNaN(value)) {
                // a positive integer is reached from its own value on, 0 and negative ones from above the one below
                Object inside = result > 0
                        ? apply(frame, Fn.LESS_EQUAL, (double) result, x)
                        : apply(frame, Fn.LESS, result - 1.0, x);
                branches.decided(frame, inside);
            }
            if (result < most && !Double.isNaN(value)) {
                Object inside = result < 0
                        ? apply(frame, Fn.LESS_EQUAL, x, (double) result)
                        : apply(frame, Fn.LESS, x, result + 1.0);
                branches.decided(frame, inside);
            }
        }
        return result;
    }

    private int jumpOnOne(Frame frame, int opcode, int target) {
        Object top = frame.pop();
        int next = frame.pc + 1;
        if (top instanceof Truth truth) {
            boolean ifNot = (opcode == IFEQ) == truth.expected();
            return branches.jump(frame, truth.condition(), ifNot ? next : target, ifNot ? target : next);
        } else if (top instanceof Comparison comparison) {
            Object a = comparison.a();
            Object b = comparison.b();
            boolean nanIsLess = comparison.ofNan() < 0;
            return switch (opcode) {
                case IFEQ -> branches.jump(frame, apply(frame, Fn.EQUAL, a, b), target, next);
                case IFNE -> branches.jump(frame, apply(frame, Fn.EQUAL, a, b), next, target);
                case IFLT ->
                    nanIsLess
                            ? branches.jump(frame, apply(frame, Fn.LESS_EQUAL, b, a), next, target)
                            : branches.jump(frame, apply(frame, Fn.LESS, a, b), target, next);
                case IFGE ->
                    nanIsLess
                            ? branches.jump(frame, apply(frame, Fn.LESS_EQUAL, b, a), target, next)
                            : branches.jump(frame, apply(frame, Fn.LESS, a, b), next, target);
                case IFGT ->
                    nanIsLess
                            ? branches.jump(frame, apply(frame, Fn.LESS, b, a), target, next)
                            : branches.jump(frame, apply(frame, Fn.LESS_EQUAL, a, b), next, target);
                default ->
                    nanIsLess
                            ? branches.jump(frame, apply(frame, Fn.LESS, b, a), next, target)
                            : branches.jump(frame, apply(frame, Fn.LESS_EQUAL, a, b), target, next);
            };
        }
        return Arithmetic.jumps(opcode, (Integer) top, 0) ? target : next;
    }

    private static int target(Switch table, int key) {
        for (int i = 0; i < table.keys().length; i++) {
            if (table.keys()[i] == key) {
                return table.targets()[i];
            }
        }
        return table.otherwise();
    }

    private static boolean same(Frame frame, Object a, Object b) {
        if (a == b) {
            return true;
        } else if (a == Null.NULL || b == Null.NULL) {
            return false;
        } else if (a instanceof Heap x && b instanceof Heap y && (x.source.isEmpty() || y.source.isEmpty())) {
            return false;
        } else if (a instanceof Enum<?> && b instanceof Enum<?> || a instanceof Class<?> && b instanceof Class<?>) {
            return false;
        }
        throw refused(frame, "two objects are compared by identity", "compare what they contain");
    }

    private void other(Frame frame, Instruction at) {
        switch (at.opcode()) {
            case NOP -> {}
            case GETFIELD -> frame.push(memory.field(frame, (Member) at.operand(), pop(frame)));
            case PUTFIELD -> {
                Object value = pop(frame);
                memory.setField(frame, (Member) at.operand(), pop(frame), value);
            }
            case GETSTATIC -> frame.push(memory.staticField(frame, (Member) at.operand()));
            case PUTSTATIC ->
                throw refused(
                        frame,
                        "the static field " + ((Member) at.operand()).name() + " is written",
                        "return the value, or keep it in a local variable");
            case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE ->
                calls.invoke(frame, at.opcode(), (Member) at.operand());
            case INVOKEDYNAMIC -> calls.invoke(frame, (Dynamic) at.operand());
            case NEW -> frame.push(memory.created(frame, (String) at.operand()));
            case NEWARRAY -> frame.push(memory.primitiveArray(frame, at.number(), popInt(frame)));
            case ANEWARRAY -> {
                int length = popInt(frame);
                frame.push(memory.array(frame, classNamed((String) at.operand(), frame), length));
            }
            case MULTIANEWARRAY -> {
                int[] sizes = new int[at.number()];
                for (int i = sizes.length - 1; i >= 0; i--) {
                    sizes[i] = popInt(frame);
                }
                frame.push(memory.arrays(frame, classNamed((String) at.operand(), frame), sizes, 0));
            }
            case ARRAYLENGTH -> frame.push(Memory.length(Memory.notNull(pop(frame))));
            case ATHROW -> throw thrown(frame, Memory.notNull(pop(frame)));
            case CHECKCAST -> cast(frame, (String) at.operand());
            case INSTANCEOF -> {
                Object value = pop(frame);
                frame.push(value != Null.NULL && Types.isA(value, classNamed((String) at.operand(), frame)) ? 1 : 0);
            }
            case MONITORENTER, MONITOREXIT ->
                throw refused(
                        frame, "a synchronized block is entered", "remove it: only one thread may run the method");
            default -> throw noFloats(frame);
        }
    }

    private static Thrown thrown(Frame frame, Object value) {
        if (value instanceof Made made && made.real instanceof Throwable exception) {
            return new Thrown(exception);
        }
        throw refused(
                frame, "an exception from outside the method is thrown", "create the exception where it is thrown");
    }

    private void cast(Frame frame, String internal) {
        Object value = pop(frame);
        if (value != Null.NULL && !Types.isA(value, classNamed(internal, frame))) {
            throw new Thrown(new ClassCastException(
                    Types.className(value) + " cannot be cast to " + internal.replace('/', '.')));
        }
        frame.push(value);
    }
}
