# Each vendor's responses in the other's shape, as far as choices go: what `dumps(..., to=other, lossy=True)` does, without its checks.
if .choices[0] | has("text") then
  .object = "chat.completion"
  | .choices |= map({index, message: {role: "assistant", content: .text}, finish_reason} + del(.text, .index, .finish_reason))
else
  .object = "text_completion"
  | .choices |= map({text: (.message.content // ""), index, finish_reason} + del(.message, .logprobs, .index, .finish_reason))
end
