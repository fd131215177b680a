package dev.gradus.playground.build;

import dev.gradus.playground.build.browser.ExactFma;
import dev.gradus.playground.build.browser.JavaLang;
import dev.gradus.playground.build.browser.JavaMath;
import dev.gradus.playground.build.browser.JavaUtil;
import dev.gradus.playground.build.browser.OpByFormula;
import dev.gradus.playground.build.browser.Optimizations;
import dev.gradus.playground.build.browser.java.lang.reflect.RecordComponent;
import dev.gradus.vocabulary.Entry;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teavm.model.AccessLevel;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.Instruction;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.AssignInstruction;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.DoubleConstantInstruction;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NegateInstruction;
import org.teavm.model.instructions.NumericOperandType;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Adds methods that TeaVM's class library lacks, and replaces those that differ from Java's. An outdated patch fails the build:
 * a method that is no longer lacking, or no longer exists.
 */
public final class Patches implements TeaVMPlugin, ClassHolderTransformer {
    private final Map<String, List<Patch>> patches = Stream.of(
                    lacking(Math.class, "fma", ExactFma.class, double.class, double.class, double.class),
                    lacking(Math.class, "multiplyHigh", JavaMath.class, long.class, long.class),
                    wrong(Math.class, "rint", JavaMath.class, double.class),
                    wrong(Math.class, "round", JavaMath.class, double.class),
                    wrong(Math.class, "scalb", JavaMath.class, double.class, int.class),
                    wrong(Math.class, "ulp", JavaMath.class, double.class),
                    lacking(Character.class, "toString", JavaLang.class, int.class),
                    lacking(Class.class, "getPackageName", JavaLang.class),
                    lacking(Class.class, "getRecordComponents", RecordComponent.class),
                    lacking(Character.class, "getName", JavaLang.class, int.class),
                    lacking(String.class, "lines", JavaLang.class),
                    lacking(String.class, "indent", JavaLang.class, int.class),
                    lacking(AccessibleObject.class, "trySetAccessible", JavaLang.class),
                    lacking(Random.class, "nextInt", JavaUtil.class, int.class),
                    wrong(named("dev.gradus.run.Optimization"), "defaults", Optimizations.class),
                    wrong(named("dev.gradus.lower.OpByFormula"), "of", OpByFormula.class, named("dev.gradus.node.Op")))
            .collect(Collectors.groupingBy(Patch::owner));

    /** The methods of {@link Entry} that set what documents alone show. */
    private static final Set<String> FACTS =
            Set.of("calls", "cost", "domain", "formula", "kinks", "onnx", "piecewiseConstant", "torch");

    /** A method and the static method that implements it. */
    private record Patch(String owner, Method method, Method stand, boolean isLacking) {}

    private static Patch lacking(Class<?> owner, String name, Class<?> stand, Class<?>... parameters) {
        return patch(owner, name, stand, true, parameters);
    }

    private static Patch wrong(Class<?> owner, String name, Class<?> stand, Class<?>... parameters) {
        return patch(owner, name, stand, false, parameters);
    }

    private static Patch patch(Class<?> owner, String name, Class<?> stand, boolean isLacking, Class<?>... parameters) {
        try {
            Method method = owner.getDeclaredMethod(name, parameters);
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            Class<?>[] all = Stream.concat(isStatic ? Stream.of() : Stream.of(owner), Stream.of(parameters))
                    .toArray(Class<?>[]::new);
            return new Patch(owner.getName(), method, stand.getDeclaredMethod(name, all), isLacking);
        } catch (NoSuchMethodException renamed) {
            throw new IllegalStateException(
                    "A patch is out of date: " + renamed.getMessage() + "; see " + Patches.class.getName(), renamed);
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException renamed) {
            throw new IllegalStateException(
                    "A patch is out of date: there is no class " + name + "; see " + Patches.class.getName(), renamed);
        }
    }

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        patches.getOrDefault(type.getName(), List.of()).forEach(patch -> apply(type, patch));
        for (MethodHolder method : type.getMethods()) {
            if (method.getProgram() != null) {
                method.getProgram().getBasicBlocks().forEach(Patches::negateZeros);
                method.getProgram().getBasicBlocks().forEach(Patches::leaveOutFacts);
            }
        }
    }

    /** TeaVM compiles −x as 0 − x, which has the wrong sign for x = 0. */
    private static void negateZeros(BasicBlock block) {
        for (Instruction each : block) {
            if (each instanceof NegateInstruction negation && negation.getOperandType() == NumericOperandType.DOUBLE) {
                DoubleConstantInstruction minusOne = new DoubleConstantInstruction();
                minusOne.setConstant(-1);
                minusOne.setReceiver(block.getProgram().createVariable());
                BinaryInstruction product = new BinaryInstruction(BinaryOperation.MULTIPLY, NumericOperandType.DOUBLE);
                product.setFirstOperand(negation.getOperand());
                product.setSecondOperand(minusOne.getReceiver());
                product.setReceiver(negation.getReceiver());
                product.setLocation(negation.getLocation());
                negation.insertPrevious(minusOne);
                negation.replace(product);
            }
        }
    }

    /** What a page does not show of functions is not in it: the calls that set these texts vanish, and so the texts. */
    private static void leaveOutFacts(BasicBlock block) {
        for (Instruction each : block) {
            if (each instanceof InvokeInstruction call
                    && call.getMethod().getClassName().equals(Entry.class.getName())
                    && FACTS.contains(call.getMethod().getName())
                    && call.getMethod().parameterCount() == 1) {
                if (call.getReceiver() != null) {
                    AssignInstruction unchanged = new AssignInstruction();
                    unchanged.setReceiver(call.getReceiver());
                    unchanged.setAssignee(call.getInstance());
                    call.insertPrevious(unchanged);
                }
                call.delete();
            }
        }
    }

    private static void apply(ClassHolder type, Patch patch) {
        MethodDescriptor descriptor = descriptor(patch.method());
        MethodHolder method = type.getMethod(descriptor);
        if ((method == null) != patch.isLacking()) {
            throw new IllegalStateException("A patch is out of date: " + type.getName() + "." + descriptor
                    + (patch.isLacking() ? " exists now and needs no patch" : " does not exist") + "; see "
                    + Patches.class.getName());
        }
        if (method == null) {
            method = new MethodHolder(descriptor);
            method.setLevel(AccessLevel.PUBLIC);
            if (Modifier.isStatic(patch.method().getModifiers())) {
                method.getModifiers().add(ElementModifier.STATIC);
            }
            type.addMethod(method);
        }
        method.getModifiers().remove(ElementModifier.NATIVE);
        method.setProgram(calling(reference(patch.stand()), method));
    }

    private static MethodDescriptor descriptor(Method method) {
        return new MethodDescriptor(
                method.getName(),
                Stream.concat(Arrays.stream(method.getParameterTypes()), Stream.of(method.getReturnType()))
                        .map(Patches::type)
                        .toArray(ValueType[]::new));
    }

    /** In the compiled program a substitute has the name of the class that it replaces. */
    private static ValueType type(Class<?> type) {
        String standIn = "L" + Substitutes.PACKAGE.replace('.', '/') + "java/";
        return ValueType.parse(type.descriptorString().replace(standIn, "Ljava/"));
    }

    private static MethodReference reference(Method method) {
        ValueType.Object owner = (ValueType.Object) type(method.getDeclaringClass());
        return new MethodReference(owner.getClassName(), descriptor(method));
    }

    /** The body of a method that forwards to another. Variable 0 is always the object, even in a static method. */
    private static Program calling(MethodReference stand, MethodHolder method) {
        Program program = new Program();
        Variable self = program.createVariable();
        List<Variable> arguments = new ArrayList<>();
        if (!method.hasModifier(ElementModifier.STATIC)) {
            arguments.add(self);
        }
        for (int i = 0; i < method.parameterCount(); i++) {
            arguments.add(program.createVariable());
        }
        InvokeInstruction call = new InvokeInstruction();
        call.setType(InvocationType.SPECIAL);
        call.setMethod(stand);
        call.setArguments(arguments.toArray(Variable[]::new));
        ExitInstruction exit = new ExitInstruction();
        if (method.getResultType() != ValueType.VOID) {
            Variable result = program.createVariable();
            call.setReceiver(result);
            exit.setValueToReturn(result);
        }
        BasicBlock block = program.createBasicBlock();
        block.add(call);
        block.add(exit);
        return program;
    }
}
