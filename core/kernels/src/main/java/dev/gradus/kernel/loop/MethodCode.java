package dev.gradus.kernel.loop;

/** Writes the bytecode of one method. It tracks the stack depth and the number of locals. */
final class MethodCode {
    // the offsets of the load and store instructions for each type of local
    static final int INT = 0;
    static final int LONG = 1;
    static final int DOUBLE = 3;
    static final int REFERENCE = 4;

    private static final int LDC2_W = 20;
    private static final int LOAD = 21;
    private static final int STORE = 54;
    private static final int SIPUSH = 17;
    private static final int AALOAD = 50;
    private static final int IINC = 132;
    private static final int IFEQ = 153;
    private static final int IFNE = 154;
    private static final int IF_ICMPLT = 161;
    private static final int IF_ICMPGE = 162;
    private static final int GOTO = 167;
    private static final int RETURN = 177;
    private static final int GETSTATIC = 178;
    private static final int PUTSTATIC = 179;
    private static final int INVOKEVIRTUAL = 182;
    private static final int INVOKESPECIAL = 183;
    private static final int INVOKESTATIC = 184;
    private static final int CHECKCAST = 192;
    private static final int WIDE = 196;

    private final ConstantPool constants;
    private final Bytes bytes = new Bytes();
    private int stack;
    private int maxStack;
    private int locals;
    private int loop;
    private int exit;

    /**
     * Creates an empty method.
     *
     * @param parameters the local slots used by the parameters, including {@code this}
     */
    MethodCode(ConstantPool constants, int parameters) {
        this.constants = constants;
        this.locals = parameters;
    }

    int local(int type) {
        int local = locals;
        locals += slots(type);
        return local;
    }

    private static int slots(int type) {
        return type == LONG || type == DOUBLE ? 2 : 1;
    }

    /**
     * Writes an instruction without operands.
     *
     * @param growth the change of the stack depth
     */
    void instruction(int opcode, int growth) {
        bytes.one(opcode);
        grow(growth);
    }

    private void grow(int growth) {
        stack += growth;
        maxStack = Math.max(maxStack, stack);
    }

    void load(int type, int local) {
        onLocal(LOAD + type, local);
        grow(slots(type));
    }

    void store(int type, int local) {
        onLocal(STORE + type, local);
        grow(-slots(type));
    }

    private void onLocal(int opcode, int local) {
        if (local > 255) {
            bytes.one(WIDE).one(opcode).two(local);
        } else {
            bytes.one(opcode).one(local);
        }
    }

    void add(int local, int constant) {
        bytes.one(IINC).one(local).one(constant);
    }

    void push(int constant) {
        bytes.one(SIPUSH).two(constant);
        grow(1);
    }

    void push(double constant) {
        bytes.one(LDC2_W).two(constants.number(constant));
        grow(2);
    }

    void push(long constant) {
        bytes.one(LDC2_W).two(constants.number(constant));
        grow(2);
    }

    /** Replaces an array of arrays on the stack by one of its elements. */
    void arrayAt(int index) {
        push(index);
        instruction(AALOAD, -1);
    }

    void getStatic(String owner, String field, String type) {
        bytes.one(GETSTATIC).two(constants.field(owner, field, type));
        grow(slotsOf(type.charAt(0)));
    }

    void putStatic(String owner, String field, String type) {
        bytes.one(PUTSTATIC).two(constants.field(owner, field, type));
        grow(-slotsOf(type.charAt(0)));
    }

    void castTo(String type) {
        bytes.one(CHECKCAST).two(constants.type(type));
    }

    void invokeStatic(String owner, String method, String type) {
        invoke(INVOKESTATIC, 0, owner, method, type);
    }

    void invokeVirtual(String owner, String method, String type) {
        invoke(INVOKEVIRTUAL, 1, owner, method, type);
    }

    void invokeSpecial(String owner, String method, String type) {
        invoke(INVOKESPECIAL, 1, owner, method, type);
    }

    private void invoke(int opcode, int receiver, String owner, String method, String type) {
        bytes.one(opcode).two(constants.method(owner, method, type));
        int end = type.indexOf(')');
        int taken = receiver;
        for (int i = 1; i < end; i++) {
            taken += slotsOf(type.charAt(i));
            while (type.charAt(i) == '[') {
                i++;
            }
            i = type.charAt(i) == 'L' ? type.indexOf(';', i) : i;
        }
        grow(-taken);
        grow(slotsOf(type.charAt(end + 1)));
    }

    private static int slotsOf(char type) {
        return switch (type) {
            case 'D', 'J' -> 2;
            case 'V' -> 0;
            default -> 1;
        };
    }

    /** Begins the method's only loop, which runs while one int local is less than another. */
    void beginLoop(int local, int bound) {
        loop = bytes.size();
        load(INT, local);
        load(INT, bound);
        exit = bytes.size();
        bytes.one(IF_ICMPGE).two(0);
        grow(-2);
    }

    /** Returns from the method unless an int local is less than another. */
    void returnUnlessLess(int local, int bound) {
        load(INT, local);
        load(INT, bound);
        bytes.one(IF_ICMPLT).two(4);
        grow(-2);
        bytes.one(RETURN);
    }

    /** Ends the loop and adds {@code step} to an int local in each iteration. */
    void endLoop(int local, int step) {
        add(local, step);
        jumpBack(loop);
        bytes.twoAt(exit + 1, bytes.size() - exit);
    }

    /**
     * Writes a jump that is taken if the boolean on the stack equals {@code value}.
     *
     * @return the position of the jump, for {@link #arrive}
     */
    int jumpIf(boolean value) {
        bytes.one(value ? IFNE : IFEQ).two(0);
        grow(-1);
        return bytes.size() - 3;
    }

    void jumpBack(int position) {
        bytes.one(GOTO).two(position - bytes.size() + 1);
    }

    /** Jumps if one int on the stack is less than the next. */
    void jumpBackIfLess(int position) {
        bytes.one(IF_ICMPLT).two(position - bytes.size() + 1);
        grow(-2);
    }

    int jump() {
        bytes.one(GOTO).two(0);
        return bytes.size() - 3;
    }

    /** Makes the current position the target of a jump. */
    void arrive(int jump) {
        bytes.twoAt(jump + 1, bytes.size() - jump);
    }

    void end() {
        bytes.one(RETURN);
    }

    int size() {
        return bytes.size();
    }

    /** Writes the content of the Code attribute after its name. */
    void writeTo(Bytes attribute) {
        attribute
                .four(bytes.size() + 12)
                .two(maxStack)
                .two(locals)
                .four(bytes.size())
                .all(bytes.toArray())
                .two(0)
                .two(0);
    }
}
