import { z } from "zod";
import { newPassword } from "./password-rules.ts";
import { emailField } from "./sign-in.ts";

export const forgotPasswordSchema = z.object({ email: emailField });

export const resetPasswordSchema = z.object({ password: newPassword });
