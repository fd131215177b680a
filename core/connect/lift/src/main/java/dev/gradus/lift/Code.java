package dev.gradus.lift;

import dev.gradus.lift.Instruction.Dynamic;
import dev.gradus.lift.Instruction.Member;
import dev.gradus.lift.Instruction.Switch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The instructions of a method, read from its class file. */
final class Code extends MethodVisitor {
    /** The join of a branch whose sides meet only where the method returns. */
    static final int RETURN = -1;

    /** Catches an exception of this type between two instructions; of any type if the type is empty. */
    record Handler(int start, int end, int handler, String type) {}

    final Class<?> owner;
    final String name;
    final Type[] parameters;
    final boolean isStatic;
    final boolean isSynchronized;
    int locals;
    int stack;
    private final String source;
    private final List<Instruction> read = new ArrayList<>();
    private final Map<Label, Integer> labels = new IdentityHashMap<>();
    private final List<Runnable> atEnd = new ArrayList<>();
    private final List<Handler> handlers = new ArrayList<>();
    private final Map<Integer, Integer> joins = new HashMap<>();
    private final Map<String, Class<?>> classes = new HashMap<>();
    private Instruction[] instructions = {};
    private BitSet[] postdominators = {};
    private int line;

    Code(Class<?> owner, String source, int access, String name, String descriptor) {
        super(Opcodes.ASM9);
        this.owner = owner;
        this.source = source;
        this.name = name;
        this.parameters = Type.getArgumentTypes(descriptor);
        this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        this.isSynchronized = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
    }

    Instruction at(int pc) {
        return instructions[pc];
    }

    /** The class with an internal name, seen from this method. */
    Class<?> classNamed(String internal) {
        return classes.computeIfAbsent(internal, name -> Methods.named(name, owner.getClassLoader()));
    }

    /** The number of instructions. */
    int size() {
        return instructions.length;
    }

    /** The line of an instruction. */
    StackTraceElement line(int pc) {
        int of = instructions.length == 0 ? 0 : instructions[pc].line();
        return new StackTraceElement(owner.getName(), name, source, of == 0 ? -1 : of);
    }

    /** The file and the line of an instruction. */
    String place(int pc) {
        int of = instructions.length == 0 ? 0 : instructions[pc].line();
        return of == 0 ? owner.getName() + "." + name : source + ":" + of;
    }

    List<Handler> handlers() {
        return handlers;
    }

    private void add(int opcode, int number, Object operand) {
        read.add(new Instruction(opcode, number, operand, line));
    }

    private int target(Label label) {
        return labels.getOrDefault(label, 0);
    }

    @Override
    public void visitLabel(Label label) {
        labels.put(label, read.size());
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
    }

    @Override
    public void visitInsn(int opcode) {
        add(opcode, 0, Instruction.NONE);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        add(opcode, operand, Instruction.NONE);
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
        add(opcode, index, Instruction.NONE);
    }

    @Override
    public void visitIincInsn(int index, int increment) {
        add(Opcodes.IINC, index, increment);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        add(opcode, 0, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String of, String field, String descriptor) {
        add(opcode, 0, new Member(of, field, descriptor));
    }

    @Override
    public void visitMethodInsn(int opcode, String of, String method, String descriptor, boolean isInterface) {
        add(opcode, 0, new Member(of, method, descriptor));
    }

    @Override
    public void visitInvokeDynamicInsn(String called, String descriptor, Handle bootstrap, Object... arguments) {
        Member by = new Member(bootstrap.getOwner(), bootstrap.getName(), bootstrap.getDesc());
        add(Opcodes.INVOKEDYNAMIC, 0, new Dynamic(called, descriptor, by, arguments));
    }

    @Override
    public void visitLdcInsn(Object value) {
        add(Opcodes.LDC, 0, value);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        add(Opcodes.MULTIANEWARRAY, dimensions, descriptor);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        int at = read.size();
        add(opcode, 0, Instruction.NONE);
        atEnd.add(() -> read.set(
                at,
                new Instruction(
                        opcode, target(label), Instruction.NONE, read.get(at).line())));
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... cases) {
        int[] keys = new int[cases.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = min + i;
        }
        visitLookupSwitchInsn(otherwise, keys, cases);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label... cases) {
        int at = read.size();
        add(Opcodes.LOOKUPSWITCH, 0, Instruction.NONE);
        atEnd.add(() -> {
            int[] targets = new int[cases.length];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = target(cases[i]);
            }
            Switch table = new Switch(keys, targets, target(otherwise));
            read.set(
                    at,
                    new Instruction(Opcodes.LOOKUPSWITCH, 0, table, read.get(at).line()));
        });
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        atEnd.add(() -> handlers.add(new Handler(
                target(start),
                target(end),
                target(handler),
                String.valueOf(type).replaceFirst("^null$", ""))));
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        locals = maxLocals;
        stack = maxStack;
    }

    @Override
    public void visitEnd() {
        atEnd.forEach(Runnable::run);
        instructions = read.toArray(new Instruction[0]);
    }

    /** The first instruction that both sides of a branch reach, or {@link #RETURN}. */
    int join(int branch) {
        return joins.computeIfAbsent(branch, this::findJoin);
    }

    /** The immediate postdominator: of all nodes on every path from the branch to the end, the one with most of them. */
    private int findJoin(int branch) {
        if (postdominators.length == 0) {
            postdominators = postdominators();
        }
        BitSet after = (BitSet) postdominators[branch].clone();
        after.clear(branch);
        int nearest = RETURN;
        for (int i = after.nextSetBit(0); i >= 0 && i < instructions.length; i = after.nextSetBit(i + 1)) {
            if (nearest == RETURN || postdominators[i].cardinality() > postdominators[nearest].cardinality()) {
                nearest = i;
            }
        }
        return nearest;
    }

    private BitSet[] postdominators() {
        int size = instructions.length;
        BitSet[] sets = new BitSet[size + 1];
        for (int i = 0; i <= size; i++) {
            sets[i] = new BitSet();
            sets[i].set(i == size ? size : 0, size + 1);
        }
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int i = size - 1; i >= 0; i--) {
                BitSet all = new BitSet();
                all.set(0, size + 1);
                for (int next : successors(i)) {
                    all.and(sets[next]);
                }
                all.set(i);
                changed |= !all.equals(sets[i]);
                sets[i] = all;
            }
        }
        return sets;
    }

    /** The instructions that may follow; the number of instructions stands for the end. */
    private int[] successors(int pc) {
        Instruction at = instructions[pc];
        int opcode = at.opcode();
        if (at.operand() instanceof Switch table) {
            int[] all = Arrays.copyOf(table.targets(), table.targets().length + 1);
            all[table.targets().length] = table.otherwise();
            return all;
        } else if (opcode == Opcodes.GOTO) {
            return new int[] {at.number()};
        } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN || opcode == Opcodes.ATHROW) {
            return new int[] {instructions.length};
        } else if (isJump(opcode)) {
            return new int[] {pc + 1, at.number()};
        }
        return new int[] {pc + 1};
    }

    private static boolean isJump(int opcode) {
        return opcode >= Opcodes.IFEQ && opcode <= Opcodes.IF_ACMPNE
                || opcode == Opcodes.IFNULL
                || opcode == Opcodes.IFNONNULL;
    }
}
